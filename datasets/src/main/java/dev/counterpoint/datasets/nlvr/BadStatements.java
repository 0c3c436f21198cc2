package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.loading.BadExamples;
import dev.counterpoint.datasets.captioned.loading.TooManyBadExamplesException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts examples that cannot be used, and stops where they are too many. */
final class BadStatements {

  /** The share that may be left out. */
  static final double ALLOWED = 0.05;

  private static final int SAMPLES = 3;

  private final int examples;
  private final Map<BadExampleReason, Integer> counts = new EnumMap<>(BadExampleReason.class);
  private final Map<BadExampleReason, List<String>> samples = new EnumMap<>(BadExampleReason.class);
  private int count;

  /**
   * Starts at none.
   *
   * @param examples of the whole set
   */
  BadStatements(int examples) {
    this.examples = examples;
  }

  /**
   * Counts one.
   *
   * @throws TooManyBadExamplesException if they are too many now
   */
  synchronized void add(BadExampleException problem) {
    count++;
    counts.merge(problem.reason(), 1, Integer::sum);
    List<String> some = samples.computeIfAbsent(problem.reason(), reason -> new ArrayList<>());
    if (some.size() < SAMPLES) {
      some.add(problem.problem());
    }
    if (count > ALLOWED * examples) {
      throw new TooManyBadExamplesException(found(), ALLOWED);
    }
  }

  synchronized BadExamples found() {
    return new BadExamples(examples, counts, samples);
  }
}
