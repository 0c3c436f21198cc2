package dev.counterpoint.datasets.picture.prepare;

import java.util.Arrays;

/**
 * Resamples rows, then columns, with samples of eight bits between the two, as Pillow does.
 *
 * <p>Whole numbers throughout: the same picture gives the same bytes wherever it runs.
 */
final class Resampler {

  private static final int HALF = 1 << (Axis.BITS - 1);

  private Resampler() {}

  /**
   * Resamples a picture.
   *
   * @param source {@code (rows, width, channels)} unsigned bytes
   * @param width columns of the source
   * @param channels 1 or 3
   * @return {@code (vertical.size, horizontal.size, channels)} unsigned bytes
   */
  static byte[] resample(byte[] source, int width, int channels, Axis horizontal, Axis vertical) {
    int low = vertical.low();
    int rows = vertical.high() - low;
    int columns = horizontal.size() * channels;
    byte[] between = new byte[Math.multiplyExact(rows, columns)];
    for (int row = 0; row < rows; row++) {
      int from = (low + row) * width * channels;
      int to = row * columns;
      // Drawn pictures have many rows that are equal to the one above.
      if (row > 0 && isRepeated(source, from, width * channels)) {
        System.arraycopy(between, to - columns, between, to, columns);
      } else if (channels == 3) {
        colorRow(source, from, horizontal, between, to);
      } else {
        greyRow(source, from, horizontal, between, to);
      }
    }
    byte[] result = new byte[Math.multiplyExact(vertical.size(), columns)];
    int[] sums = new int[columns];
    for (int row = 0; row < vertical.size(); row++) {
      column(between, vertical, row, low, sums);
      for (int i = 0; i < columns; i++) {
        result[row * columns + i] = clip(sums[i]);
      }
    }
    return result;
  }

  private static boolean isRepeated(byte[] source, int from, int length) {
    return Arrays.equals(source, from - length, from, source, from, from + length);
  }

  private static void colorRow(byte[] source, int from, Axis axis, byte[] to, int start) {
    int out = start;
    int[] weights = axis.weights();
    for (int i = 0; i < axis.size(); i++) {
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      int at = from + 3 * axis.first()[i];
      int last = i * axis.taps() + axis.counts()[i];
      for (int tap = i * axis.taps(); tap < last; tap++, at += 3) {
        int weight = weights[tap];
        red += (source[at] & 0xFF) * weight;
        green += (source[at + 1] & 0xFF) * weight;
        blue += (source[at + 2] & 0xFF) * weight;
      }
      to[out++] = clip(red);
      to[out++] = clip(green);
      to[out++] = clip(blue);
    }
  }

  private static void greyRow(byte[] source, int from, Axis axis, byte[] to, int start) {
    for (int i = 0; i < axis.size(); i++) {
      int sum = HALF;
      int at = from + axis.first()[i];
      int tap = i * axis.taps();
      for (int end = tap + axis.counts()[i]; tap < end; tap++) {
        sum += (source[at++] & 0xFF) * axis.weights()[tap];
      }
      to[start + i] = clip(sum);
    }
  }

  // Row by row, so that memory is read in its order.
  private static void column(byte[] between, Axis axis, int row, int low, int[] sums) {
    Arrays.fill(sums, HALF);
    for (int tap = 0; tap < axis.counts()[row]; tap++) {
      int weight = axis.weights()[row * axis.taps() + tap];
      int from = (axis.first()[row] + tap - low) * sums.length;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (between[from + i] & 0xFF) * weight;
      }
    }
  }

  private static byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> Axis.BITS));
  }
}
