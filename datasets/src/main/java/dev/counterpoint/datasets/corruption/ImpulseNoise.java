package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/** Turns each sample, on its own, black or white with a small probability. */
final class ImpulseNoise implements PixelChange {

  private static final int VALUES = 1 << 16;

  private final int impulses;

  /** Impulses on this share of the samples. */
  ImpulseNoise(double share) {
    impulses = (int) Math.round(share * VALUES);
  }

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    byte[] result = rgb.clone();
    long bits = 0;
    for (int i = 0; i < result.length; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      int uniform = (int) bits & VALUES - 1;
      if (uniform < impulses) {
        // The same sample has the same impulse at a greater share.
        result[i] = (byte) (uniform % 2 == 0 ? 0 : 255);
      }
    }
    return result;
  }
}
