package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/**
 * Brings samples closer to the mean of their channel.
 *
 * @param share what is left of the distance
 */
record Contrast(double share) implements PixelChange {

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    byte[] result = new byte[rgb.length];
    for (int channel = 0; channel < 3; channel++) {
      long sum = 0;
      for (int i = channel; i < rgb.length; i += 3) {
        sum += rgb[i] & 0xFF;
      }
      double mean = sum / (rgb.length / 3.0);
      byte[] byLevel = new byte[256];
      for (int level = 0; level < byLevel.length; level++) {
        byLevel[level] = PixelChange.sample(mean + (level - mean) * share);
      }
      for (int i = channel; i < rgb.length; i += 3) {
        result[i] = byLevel[rgb[i] & 0xFF];
      }
    }
    return result;
  }
}
