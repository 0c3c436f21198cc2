package dev.counterpoint.app.statistics;

/**
 * Pearson's correlation of pairs.
 *
 * @param value in [-1, 1]; NaN where one side is constant
 * @param interval 95 %, by Fisher's transformation; null for fewer than 4 pairs or where it cannot
 *     be told
 */
public record Correlation(double value, Interval interval) {

  private static final double NORMAL_95 = 1.959963984540054;

  /**
   * Of pairs.
   *
   * @param one as many as {@code other}, at least 2
   * @throws IllegalArgumentException if they are not
   */
  public static Correlation of(double[] one, double[] other) {
    int n = one.length;
    if (n != other.length || n < 2) {
      throw new IllegalArgumentException(
          "expected as many numbers on both sides, at least 2, found %d and %d"
              .formatted(n, other.length));
    }
    double meanOne = 0;
    double meanOther = 0;
    for (int i = 0; i < n; i++) {
      meanOne += one[i] / n;
      meanOther += other[i] / n;
    }
    double products = 0;
    double squaresOne = 0;
    double squaresOther = 0;
    for (int i = 0; i < n; i++) {
      double a = one[i] - meanOne;
      double b = other[i] - meanOther;
      products += a * b;
      squaresOne += a * a;
      squaresOther += b * b;
    }
    double r = products / Math.sqrt(squaresOne * squaresOther);
    double value = Math.max(-1, Math.min(1, r));
    if (n < 4 || !(Math.abs(value) < 1)) {
      return new Correlation(Double.isNaN(r) ? Double.NaN : value, null);
    }
    double z = 0.5 * Math.log((1 + value) / (1 - value));
    double reach = NORMAL_95 / Math.sqrt(n - 3);
    return new Correlation(value, new Interval(Math.tanh(z - reach), Math.tanh(z + reach)));
  }
}
