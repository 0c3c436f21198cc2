package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/**
 * Adds normal noise to each sample on its own.
 *
 * <p>A sample takes 16 random bits, which choose among the 65,536 quantiles of a normal
 * distribution (to 4.3 deviations): quick, and the same on every machine and version of Java, which
 * does not specify how its normal numbers are drawn.
 */
final class GaussianNoise implements PixelChange {

  private static final int QUANTILES = 1 << 16;
  private static final float[] STANDARD = standardQuantiles();

  private final float[] noise = new float[QUANTILES];

  /** Noise of a deviation in units of the whole range. */
  GaussianNoise(double deviation) {
    for (int i = 0; i < QUANTILES; i++) {
      noise[i] = (float) (255 * deviation * STANDARD[i]);
    }
  }

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    byte[] result = new byte[rgb.length];
    long bits = 0;
    for (int i = 0; i < rgb.length; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      result[i] = PixelChange.sample((rgb[i] & 0xFF) + noise[(int) bits & QUANTILES - 1]);
    }
    return result;
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
