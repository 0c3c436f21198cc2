package dev.counterpoint.datasets.corruption;

import dev.counterpoint.datasets.random.NormalNumbers;
import java.util.SplittableRandom;

/** Adds normal noise to each sample on its own. */
final class GaussianNoise implements PixelChange {

  private final float[] noise = new float[NormalNumbers.QUANTILES];

  /** Noise of a deviation in units of the whole range. */
  GaussianNoise(double deviation) {
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (255 * deviation * NormalNumbers.quantile(i));
    }
  }

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    byte[] result = new byte[rgb.length];
    long bits = 0;
    for (int i = 0; i < rgb.length; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      result[i] =
          PixelChange.sample((rgb[i] & 0xFF) + noise[(int) bits & NormalNumbers.QUANTILES - 1]);
    }
    return result;
  }
}
