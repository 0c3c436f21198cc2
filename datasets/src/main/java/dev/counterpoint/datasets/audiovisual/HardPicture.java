package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.random.NormalNumbers;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * Makes one picture hard to read: coarser, covered, noisy.
 *
 * @param height rows, in pixels
 * @param width columns, in pixels
 * @param difficulty how hard
 */
record HardPicture(int height, int width, PictureDifficulty difficulty) {

  /**
   * A new picture.
   *
   * @param picture {@code (height, width)} unsigned bytes
   * @param address where the randomness comes from, the same for the same picture of the same pair
   */
  byte[] of(byte[] picture, RandomAddress address) {
    float[] values = new float[picture.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = picture[i] & 0xFF;
    }
    int side = difficulty.resolution();
    if (side < height || side < width) {
      values = coarser(values, Math.min(side, height), Math.min(side, width));
    }
    if (difficulty.occlusion() > 0) {
      cover(values, address.purpose("occlusion").stream());
    }
    if (difficulty.noise() > 0) {
      NormalNumbers.add(values, 255 * difficulty.noise(), address.purpose("noise").stream());
    }
    byte[] result = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (byte) Math.round(Math.max(0, Math.min(255, values[i])));
    }
    return result;
  }

  /** Means of rectangles, between which it is interpolated linearly. */
  private float[] coarser(float[] values, int rows, int columns) {
    float[] narrow = new float[height * columns];
    for (int y = 0; y < height; y++) {
      float[] row = means(values, y * width, 1, width, columns);
      System.arraycopy(row, 0, narrow, y * columns, columns);
    }
    float[] result = new float[height * width];
    float[] small = new float[rows * columns];
    for (int x = 0; x < columns; x++) {
      float[] column = means(narrow, x, columns, height, rows);
      for (int y = 0; y < rows; y++) {
        small[y * columns + x] = column[y];
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double down = between(y, height, rows);
        double across = between(x, width, columns);
        int top = (int) down;
        int left = (int) across;
        int bottom = Math.min(rows - 1, top + 1);
        int right = Math.min(columns - 1, left + 1);
        double fromTop = down - top;
        double fromLeft = across - left;
        double upper =
            (1 - fromLeft) * small[top * columns + left] + fromLeft * small[top * columns + right];
        double lower =
            (1 - fromLeft) * small[bottom * columns + left]
                + fromLeft * small[bottom * columns + right];
        result[y * width + x] = (float) ((1 - fromTop) * upper + fromTop * lower);
      }
    }
    return result;
  }

  /** Means of {@code to} equal stretches of a row or column of {@code from} values. */
  private static float[] means(float[] values, int first, int stride, int from, int to) {
    float[] means = new float[to];
    for (int i = 0; i < to; i++) {
      double start = (double) i * from / to;
      double end = (double) (i + 1) * from / to;
      double sum = 0;
      for (int j = (int) start; j < Math.min(from, Math.ceil(end)); j++) {
        sum += (Math.min(end, j + 1) - Math.max(start, j)) * values[first + j * stride];
      }
      means[i] = (float) (sum / (end - start));
    }
    return means;
  }

  /** Where a pixel's middle lies among the middles of the coarse pixels, ends included. */
  private static double between(int pixel, int fine, int coarse) {
    return Math.max(0, Math.min(coarse - 1, (pixel + 0.5) * coarse / fine - 0.5));
  }

  /** Background over a square, or the same share of each side where the picture is none. */
  private void cover(float[] values, SplittableRandom random) {
    double share = Math.sqrt(difficulty.occlusion());
    int rows = (int) Math.round(share * height);
    int columns = (int) Math.round(share * width);
    int top = random.nextInt(height - rows + 1);
    int left = random.nextInt(width - columns + 1);
    for (int y = top; y < top + rows; y++) {
      for (int x = left; x < left + columns; x++) {
        values[y * width + x] = 0;
      }
    }
  }
}
