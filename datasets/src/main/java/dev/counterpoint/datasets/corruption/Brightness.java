package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/**
 * Raises the value of HSV, the greatest of the three samples; the others keep their ratio to it,
 * which is what keeps hue and saturation.
 *
 * @param rise of a range of 1
 */
record Brightness(double rise) implements PixelChange {

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    byte[] result = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      int red = rgb[i] & 0xFF;
      int green = rgb[i + 1] & 0xFF;
      int blue = rgb[i + 2] & 0xFF;
      int value = Math.max(red, Math.max(green, blue));
      double raised = Math.min(255, value + 255 * rise);
      // Black has no hue and becomes grey.
      result[i] = PixelChange.sample(value == 0 ? raised : red * raised / value);
      result[i + 1] = PixelChange.sample(value == 0 ? raised : green * raised / value);
      result[i + 2] = PixelChange.sample(value == 0 ? raised : blue * raised / value);
    }
    return result;
  }
}
