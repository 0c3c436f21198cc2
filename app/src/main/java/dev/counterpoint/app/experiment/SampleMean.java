package dev.counterpoint.app.experiment;

/**
 * A mean with its standard error.
 *
 * @param mean arithmetic mean; NaN if there is none
 * @param standardError sample standard deviation divided by the square root of n; null where it is
 *     not known, as for n = 1
 * @param n number of values, most often seeds; 0 for a plain number that is no mean of a sample
 */
public record SampleMean(double mean, Double standardError, int n) {

  /** Turns what is not finite into NaN and null, so that it can be stored and compared. */
  public SampleMean {
    if (n < 0) {
      throw new IllegalArgumentException("a sample of " + n + " values");
    }
    mean = Double.isFinite(mean) ? mean : Double.NaN;
    boolean known = standardError != null && Double.isFinite(standardError);
    standardError = known ? standardError : null;
  }

  /**
   * The mean of the values. One value that is not finite makes the mean NaN: a failed seed is never
   * averaged away.
   *
   * @param values one per seed, at least one
   */
  public static SampleMean of(double[] values) {
    int n = values.length;
    if (n == 0) {
      throw new IllegalArgumentException("no values to take a mean of");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    if (n == 1) {
      return new SampleMean(mean, null, 1);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new SampleMean(mean, Math.sqrt(squares / (n - 1)) / Math.sqrt(n), n);
  }
}
