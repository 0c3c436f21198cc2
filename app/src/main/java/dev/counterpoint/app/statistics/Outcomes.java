package dev.counterpoint.app.statistics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a method reached in each of its runs.
 *
 * @param method its name
 * @param values one number for each run by what the run has in common with runs of other methods:
 *     {@code "seed 1, fold 2"}; NaN for a run that failed
 */
public record Outcomes(String method, Map<String, Double> values) {

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if there is no run
   */
  public Outcomes {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
    if (values.isEmpty()) {
      throw new IllegalArgumentException(method + ": expected at least one run, found none");
    }
  }

  /** Runs of which the first has seed 1, the second seed 2, and so on. */
  public static Outcomes ofSeeds(String method, double... perSeed) {
    Map<String, Double> values = new TreeMap<>();
    for (int i = 0; i < perSeed.length; i++) {
      // With leading zeros, so that they stay in their order.
      values.put("seed %04d".formatted(i + 1), perSeed[i]);
    }
    return new Outcomes(method, values);
  }

  /** The numbers in the order of their names. */
  double[] numbers() {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
