package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/**
 * Covers a rectangle with grey. With the same randomness, a rectangle of a larger share holds that
 * of a smaller one.
 *
 * @param share of the picture's area
 * @param width of the picture
 * @param height of the picture
 */
record Occlusion(double share, int width, int height) implements PixelChange {

  private static final byte GREY = (byte) 128;
  private static final double LARGEST_RATIO = 2;

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    double ratio = StrictMath.pow(LARGEST_RATIO, 2 * random.nextDouble() - 1);
    double across = Math.sqrt(share * ratio);
    double down = Math.sqrt(share / ratio);
    double left = random.nextDouble() * (1 - across);
    double top = random.nextDouble() * (1 - down);
    int from = (int) Math.round(left * width);
    int to = Math.max(from + 1, (int) Math.round((left + across) * width));
    int first = (int) Math.round(top * height);
    int last = Math.max(first + 1, (int) Math.round((top + down) * height));
    byte[] result = rgb.clone();
    for (int y = first; y < Math.min(last, height); y++) {
      for (int i = 3 * (y * width + from); i < 3 * (y * width + Math.min(to, width)); i++) {
        result[i] = GREY;
      }
    }
    return result;
  }
}
