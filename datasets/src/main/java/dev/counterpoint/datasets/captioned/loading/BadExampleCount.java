package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts distinct examples, good and bad, in the order in which batches are handed out. */
final class BadExampleCount {

  /** So many are seen before a share says something. */
  static final int SIGNIFICANT = 1_000;

  private static final int SAMPLES = 3;

  private final double badShare;
  private final int leastSeen;
  private final BitSet seen = new BitSet();
  private final BitSet bad = new BitSet();
  private final Map<BadExampleReason, Integer> counts = new EnumMap<>(BadExampleReason.class);
  private final Map<BadExampleReason, List<String>> samples = new EnumMap<>(BadExampleReason.class);

  /**
   * Starts at none.
   *
   * @param badShare the share above which it is too much
   * @param examples an epoch
   */
  BadExampleCount(double badShare, int examples) {
    this.badShare = badShare;
    this.leastSeen = Math.min(examples, SIGNIFICANT);
  }

  synchronized void addGood(int index) {
    seen.set(index);
  }

  synchronized void addBad(int index, BadExampleException problem) {
    seen.set(index);
    if (!bad.get(index)) {
      bad.set(index);
      counts.merge(problem.reason(), 1, Integer::sum);
      List<String> some = samples.computeIfAbsent(problem.reason(), r -> new ArrayList<>());
      if (some.size() < SAMPLES) {
        some.add(problem.problem());
      }
    }
  }

  /**
   * Stops where there are too many: more than the share of those seen, where at least as many count
   * as seen as make a share mean something. A few bad ones at the start stop nothing that would be
   * fine in the end; a set that is all bad is stopped after some fifty.
   */
  synchronized void check() {
    if (bad.cardinality() > badShare * Math.max(seen.cardinality(), leastSeen)) {
      throw new TooManyBadExamplesException(snapshot(), badShare);
    }
  }

  synchronized BadExamples snapshot() {
    Map<BadExampleReason, List<String>> copies = new EnumMap<>(BadExampleReason.class);
    samples.forEach((reason, some) -> copies.put(reason, List.copyOf(some)));
    return new BadExamples(seen.cardinality(), counts, copies);
  }
}
