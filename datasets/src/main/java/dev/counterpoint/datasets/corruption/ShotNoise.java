package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/**
 * Replaces each sample by a count of photons, which has a Poisson distribution whose mean is the
 * sample. Drawn by inversion of a table for each of the 256 levels.
 */
final class ShotNoise implements PixelChange {

  private static final int GUIDE_BITS = 8;
  private static final int RANDOM_BITS = 31;
  private static final double ALL = 1L << RANDOM_BITS;

  /** By level and count: the probability of at most so many, in units of 2<sup>-31</sup>. */
  private final int[][] cumulative = new int[256][];

  /** By level and the first random bits: the least count that is possible. */
  private final short[][] guide = new short[256][1 << GUIDE_BITS];

  private final byte[] shown;

  /** Noise of so many photons for the brightest sample. */
  ShotNoise(double photons) {
    for (int level = 0; level < 256; level++) {
      cumulative[level] = cumulative(level / 255.0 * photons);
      int count = 0;
      for (int i = 0; i < guide[level].length; i++) {
        while (cumulative[level][count] <= i << RANDOM_BITS - GUIDE_BITS) {
          count++;
        }
        guide[level][i] = (short) count;
      }
    }
    shown = new byte[cumulative[255].length];
    for (int count = 0; count < shown.length; count++) {
      shown[count] = PixelChange.sample(255 * count / photons);
    }
  }

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    byte[] result = new byte[rgb.length];
    long bits = 0;
    for (int i = 0; i < rgb.length; i++) {
      bits = i % 2 == 0 ? random.nextLong() : bits >>> 32;
      int uniform = (int) bits & Integer.MAX_VALUE;
      int[] upTo = cumulative[rgb[i] & 0xFF];
      int count = guide[rgb[i] & 0xFF][uniform >>> RANDOM_BITS - GUIDE_BITS];
      while (count < upTo.length - 1 && upTo[count] <= uniform) {
        count++;
      }
      result[i] = shown[count];
    }
    return result;
  }

  /** From the most probable count to both sides, so that nothing underflows. */
  private static int[] cumulative(double mean) {
    double[] probabilities = new double[(int) (mean + 10 * Math.sqrt(mean) + 20)];
    int mode = (int) mean;
    probabilities[mode] = 1;
    for (int count = mode; count > 0; count--) {
      probabilities[count - 1] = probabilities[count] * count / mean;
    }
    for (int count = mode + 1; count < probabilities.length; count++) {
      probabilities[count] = probabilities[count - 1] * mean / count;
    }
    double sum = 0;
    for (double probability : probabilities) {
      sum += probability;
    }
    int[] cumulative = new int[probabilities.length];
    double upTo = 0;
    for (int count = 0; count < cumulative.length; count++) {
      upTo += probabilities[count];
      cumulative[count] = (int) Math.min(Integer.MAX_VALUE, upTo / sum * ALL);
    }
    cumulative[cumulative.length - 1] = Integer.MAX_VALUE;
    return cumulative;
  }
}
