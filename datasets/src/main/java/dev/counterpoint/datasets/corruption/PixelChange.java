package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/** What a corruption does to the samples of a picture of the size that it was made for. */
interface PixelChange {

  /**
   * Computes new samples. Called by several threads at once.
   *
   * @param rgb {@code (height, width, 3)} unsigned bytes; not to be changed
   * @param random of this picture; the same at all strengths
   * @return as many new samples
   */
  byte[] apply(byte[] rgb, SplittableRandom random);

  /** Rounds to a byte, halves to even, so that means stay. */
  static byte sample(double value) {
    return (byte) Math.max(0, Math.min(255, (int) Math.rint(value)));
  }
}
