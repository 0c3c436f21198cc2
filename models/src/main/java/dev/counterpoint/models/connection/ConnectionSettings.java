package dev.counterpoint.models.connection;

/**
 * Of a run.
 *
 * @param family what holds
 * @param labeled n, triples (x, y, z) with a noisy z
 * @param noise deviation of the labels' noise
 * @param test examples that errors are the mean over
 * @param places x that there are where the family is heterogeneous
 */
public record ConnectionSettings(
    ConnectionFamily family, int labeled, double noise, int test, int places) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ConnectionSettings {
    if (labeled < 1 || test < 1 || places < 2 * labeled) {
      throw new IllegalArgumentException(
          ("expected at least 1 labeled and 1 test example and twice as many places as labeled"
                  + " examples, found %d, %d and %d")
              .formatted(labeled, test, places));
    }
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("noise must be 0 or more and finite, found " + noise);
    }
  }
}
