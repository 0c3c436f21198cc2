package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.captioned.BadExampleReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What could not be used so far, each example counted once.
 *
 * @param seen distinct examples that were asked for
 * @param counts bad examples by reason
 * @param samples what was said of the first few, by reason; each begins with the key
 */
public record BadExamples(
    int seen, Map<BadExampleReason, Integer> counts, Map<BadExampleReason, List<String>> samples) {

  /** Copies the maps. */
  public BadExamples {
    counts = Map.copyOf(counts);
    samples = Map.copyOf(samples);
  }

  /** Bad examples of all reasons. */
  public int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** One line a reason, the most frequent first, with examples; empty where none is bad. */
  public String text() {
    return Stream.of(BadExampleReason.values())
        .filter(counts::containsKey)
        .sorted(Comparator.comparing((BadExampleReason reason) -> counts.get(reason)).reversed())
        .map(
            reason ->
                "%6d  %s, as in %s"
                    .formatted(
                        counts.get(reason),
                        reason.text(),
                        String.join("; ", samples.getOrDefault(reason, List.of()))))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
