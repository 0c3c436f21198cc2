package dev.counterpoint.datasets.corruption;

import java.util.SplittableRandom;

/**
 * Averages blocks of pixels. Blocks of a fraction of a pixel more have their edges within pixels,
 * which then show both neighbours by their area; so the mean stays.
 */
final class Pixelation implements PixelChange {

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;

  /** Blocks of about so many pixels a side, 1 and up. */
  Pixelation(double block, int width, int height) {
    this.width = width;
    this.height = height;
    columns = (int) Math.max(1, Math.round(width / block));
    rows = (int) Math.max(1, Math.round(height / block));
  }

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    float[] samples = new float[rgb.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = rgb[i] & 0xFF;
    }
    float[] narrow = resized(samples, height, width, columns, 3);
    float[] small = resized(narrow, 1, height, rows, 3 * columns);
    float[] wide = resized(small, rows, columns, width, 3);
    float[] whole = resized(wide, 1, rows, height, 3 * width);
    byte[] result = new byte[rgb.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = PixelChange.sample(whole[i]);
    }
    return result;
  }

  /**
   * Each place of the target is the mean of what it covers of the source.
   *
   * @param source {@code (outer, from, inner)}
   * @return {@code (outer, to, inner)}
   */
  private static float[] resized(float[] source, int outer, int from, int to, int inner) {
    float[] target = new float[outer * to * inner];
    for (int place = 0; place < to; place++) {
      // Places are measured in units of 1 / (from * to) of the side, so that all are whole.
      int begin = place * from;
      int end = begin + from;
      for (int covered = begin / to; covered * to < end; covered++) {
        int overlap = Math.min(end, (covered + 1) * to) - Math.max(begin, covered * to);
        float share = (float) overlap / from;
        for (int o = 0; o < outer; o++) {
          int into = (o * to + place) * inner;
          int out = (o * from + covered) * inner;
          for (int i = 0; i < inner; i++) {
            target[into + i] += share * source[out + i];
          }
        }
      }
    }
    return target;
  }
}
