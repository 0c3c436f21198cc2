package dev.counterpoint.datasets.random;

import java.util.SplittableRandom;

/**
 * Normal numbers with mean 0 and variance 1.
 *
 * <p>A number takes 16 random bits, which choose among the 65,536 quantiles of the distribution (to
 * 4.3 deviations): quick, and the same on every machine and version of Java, which does not specify
 * how its normal numbers are drawn.
 */
public final class NormalNumbers {

  /** How many different numbers there are. */
  public static final int QUANTILES = 1 << 16;

  private static final float[] STANDARD = standardQuantiles();

  private NormalNumbers() {}

  /**
   * One of the numbers, in ascending order.
   *
   * @param bits of which the lowest 16 count
   */
  public static float quantile(int bits) {
    return STANDARD[bits & QUANTILES - 1];
  }

  /** Adds noise of a deviation to each value; four values take one number of the stream. */
  public static void add(float[] values, double deviation, SplittableRandom random) {
    long bits = 0;
    for (int i = 0; i < values.length; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      values[i] += (float) (deviation * quantile((int) bits));
    }
  }

  /** Middles of equally probable parts, ascending, with variance 1. */
  private static float[] standardQuantiles() {
    int half = QUANTILES / 2;
    double[] positive = new double[half];
    double step = 1.0 / 4096;
    double x = 0;
    double below = 0;
    double area = 0;
    double squares = 0;
    for (int i = 0; i < half; i++) {
      double target = (i + 0.5) / QUANTILES;
      while (below + area < target) {
        below += area;
        // The area from x on, by Simpson's rule.
        area = step * (density(x) + 4 * density(x + step / 2) + density(x + step)) / 6;
        x += step;
      }
      positive[i] = x - step + step * (target - below) / area;
      squares += positive[i] * positive[i];
    }
    double norm = Math.sqrt(half / squares);
    float[] quantiles = new float[QUANTILES];
    for (int i = 0; i < half; i++) {
      quantiles[half + i] = (float) (positive[i] * norm);
      quantiles[half - 1 - i] = (float) (-positive[i] * norm);
    }
    return quantiles;
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
