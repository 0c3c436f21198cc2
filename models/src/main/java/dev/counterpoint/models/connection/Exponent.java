package dev.counterpoint.models.connection;

/** How fast a quantity grows: the slope of its logarithm over that of the sample size. */
public final class Exponent {

  private Exponent() {}

  /**
   * By least squares.
   *
   * @param sizes sample sizes, at least two different ones, above 0
   * @param values of the quantity, above 0
   */
  public static double of(double[] sizes, double[] values) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < sizes.length; i++) {
      meanX += Math.log(sizes[i]) / sizes.length;
      meanY += Math.log(values[i]) / sizes.length;
    }
    double products = 0;
    double squares = 0;
    for (int i = 0; i < sizes.length; i++) {
      double x = Math.log(sizes[i]) - meanX;
      products += x * (Math.log(values[i]) - meanY);
      squares += x * x;
    }
    return products / squares;
  }
}
