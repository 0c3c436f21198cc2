package dev.counterpoint.app.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What came out of an experiment; the report and the README are made from it.
 *
 * @param experiment name on the command line: {@code "colored-mnist"}
 * @param digits where the images come from: "MNIST", or a text that starts with "rendered" for the
 *     digits that the program draws itself, and holds "drawn scenes" for its pictures with captions
 * @param seeds the seeds that were used
 * @param seconds wall time of the whole experiment
 * @param claims figures with verdicts
 * @param size {@code quick}, {@code default} or {@code paper}; null if there is no such choice
 * @param versions name to version, of what the numbers may depend on; in the order to be shown
 * @param tables further tables of the report and the README
 */
public record ExperimentResults(
    String experiment,
    String digits,
    List<Long> seeds,
    double seconds,
    List<Claim> claims,
    String size,
    Map<String, String> versions,
    List<ResultTable> tables) {

  /** Copies the collections. */
  public ExperimentResults {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(digits, "digits");
    if (!Double.isFinite(seconds) || seconds < 0) {
      throw new IllegalArgumentException("seconds: expected a duration, found " + seconds);
    }
    seeds = List.copyOf(seeds);
    claims = List.copyOf(claims);
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    tables = List.copyOf(tables);
    long ids = claims.stream().map(Claim::id).distinct().count();
    if (ids != claims.size()) {
      throw new IllegalArgumentException(experiment + ": two claims have the same id");
    }
  }

  /** Results with nothing but the claims. */
  public ExperimentResults(
      String experiment, String digits, List<Long> seeds, double seconds, List<Claim> claims) {
    this(experiment, digits, seeds, seconds, claims, null, Map.of(), List.of());
  }

  /** Whether this is a first look, whose verdicts are not to be quoted. */
  public boolean quick() {
    return "quick".equals(size);
  }

  /** Whether the program drew the digits itself because there was no real data. */
  public boolean renderedDigits() {
    return digits.toLowerCase(Locale.ROOT).startsWith("rendered");
  }

  /** Whether the program drew the pictures with captions itself because there was no real data. */
  public boolean drawnScenes() {
    return digits.toLowerCase(Locale.ROOT).contains("drawn scenes");
  }
}
