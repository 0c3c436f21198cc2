package dev.counterpoint.datasets.picture.prepare;

import java.util.Arrays;

/**
 * Resamples rows, then columns, with samples of eight bits between the two, as Pillow does.
 *
 * <p>Whole numbers throughout: the same picture gives the same bytes wherever it runs.
 *
 * <p>A band of rows at a time is turned, so that what one column has of the rows is an array: all
 * of it has the same weights, and the compiler makes vectors of it. It does so only with whole
 * arrays of {@code int}, read and written at the same index, and not with {@code Math.min}.
 */
final class Resampler {

  private static final int HALF = 1 << (Axis.BITS - 1);

  /** Samples of a band, for it to stay in the cache of a core. */
  private static final int BAND = 1 << 16;

  /**
   * Lines of earlier pictures: making them anew, with a zero in each place, is a quarter of the
   * time of small pictures. For each thread those of two uses.
   */
  private static final ThreadLocal<int[][][]> KEPT = ThreadLocal.withInitial(() -> new int[2][0][]);

  private static final int BETWEEN = 0;
  private static final int OF_BAND = 1;

  /** Samples that are kept, at most; large pictures take their time elsewhere. */
  private static final int MOST_KEPT = 4 * BAND;

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
    int left = horizontal.low();
    int right = horizontal.high();
    int[][] between = lines(BETWEEN, rows, columns);
    int most = Math.min(rows, Math.max(1, BAND / (channels * (right - left))));
    int[][] band = lines(OF_BAND, right - left, most * channels);
    int[] sums = new int[most * channels];
    for (int row = 0; row < rows; row += most) {
      int height = Math.min(most, rows - row);
      int at = ((low + row) * width + left) * channels;
      turn(source, at, width * channels, channels, band, height);
      for (int x = 0; x < horizontal.size(); x++) {
        sum(band, horizontal, x, left, sums);
        turnBack(sums, height, channels, between, row, x * channels);
      }
    }
    byte[] result = new byte[Math.multiplyExact(vertical.size(), columns)];
    sums = new int[columns];
    for (int row = 0; row < vertical.size(); row++) {
      sum(between, vertical, row, low, sums);
      for (int i = 0; i < columns; i++) {
        result[row * columns + i] = (byte) sums[i];
      }
    }
    return result;
  }

  /** Lines with whatever was in them, until the next that are asked for the same use. */
  private static int[][] lines(int use, int count, int length) {
    int[][] kept = KEPT.get()[use];
    if (kept.length == count && kept[0].length == length) {
      return kept;
    }
    // One by one: the JVM's own way to arrays of arrays is several times slower.
    int[][] lines = new int[count][];
    for (int i = 0; i < count; i++) {
      lines[i] = new int[length];
    }
    if ((long) count * length <= MOST_KEPT) {
      KEPT.get()[use] = lines;
    }
    return lines;
  }

  /** Rows of bytes to columns of {@code (height, channels)} samples. */
  private static void turn(
      byte[] source, int start, int stride, int channels, int[][] columns, int height) {
    int row = 0;
    for (; channels == 3 && row + 4 <= height; row += 4) {
      turnFour(source, start + row * stride, stride, columns, 3 * row);
    }
    for (; row < height; row++) {
      int at = start + row * stride;
      for (int[] column : columns) {
        for (int i = row * channels; i < (row + 1) * channels; i++) {
          column[i] = source[at++] & 0xFF;
        }
      }
    }
  }

  // So many rows at once as share a line of the cache in a column.
  private static void turnFour(byte[] source, int start, int stride, int[][] columns, int i) {
    int second = start + stride;
    int third = second + stride;
    int fourth = third + stride;
    for (int x = 0; x < columns.length; x++) {
      int[] column = columns[x];
      column[i] = source[start + 3 * x] & 0xFF;
      column[i + 1] = source[start + 3 * x + 1] & 0xFF;
      column[i + 2] = source[start + 3 * x + 2] & 0xFF;
      column[i + 3] = source[second + 3 * x] & 0xFF;
      column[i + 4] = source[second + 3 * x + 1] & 0xFF;
      column[i + 5] = source[second + 3 * x + 2] & 0xFF;
      column[i + 6] = source[third + 3 * x] & 0xFF;
      column[i + 7] = source[third + 3 * x + 1] & 0xFF;
      column[i + 8] = source[third + 3 * x + 2] & 0xFF;
      column[i + 9] = source[fourth + 3 * x] & 0xFF;
      column[i + 10] = source[fourth + 3 * x + 1] & 0xFF;
      column[i + 11] = source[fourth + 3 * x + 2] & 0xFF;
    }
  }

  /** One column of {@code (height, channels)} samples to its place in rows. */
  private static void turnBack(
      int[] column, int height, int channels, int[][] rows, int first, int at) {
    if (channels == 3) {
      for (int i = 0; i < height; i++) {
        int[] row = rows[first + i];
        row[at] = column[3 * i];
        row[at + 1] = column[3 * i + 1];
        row[at + 2] = column[3 * i + 2];
      }
    } else {
      for (int i = 0; i < height; i++) {
        rows[first + i][at] = column[i];
      }
    }
  }

  /**
   * A line of the target: the weighted sum of lines of the source, as samples.
   *
   * @param target which line
   * @param low number of the first line within the source
   */
  private static void sum(int[][] lines, Axis axis, int target, int low, int[] sums) {
    Arrays.fill(sums, HALF);
    int line = axis.first()[target] - low;
    int tap = target * axis.taps();
    int end = tap + axis.counts()[target];
    int[] weights = axis.weights();
    // Several at once, so that most of the time is not spent on the sums' way to memory and back.
    for (; tap + 4 <= end; tap += 4, line += 4) {
      addFour(
          lines, line, weights[tap], weights[tap + 1], weights[tap + 2], weights[tap + 3], sums);
    }
    for (; tap < end; tap++, line++) {
      add(lines[line], weights[tap], sums);
    }
    clip(sums);
  }

  private static void addFour(int[][] lines, int line, int a, int b, int c, int d, int[] sums) {
    int[] first = lines[line];
    int[] second = lines[line + 1];
    int[] third = lines[line + 2];
    int[] fourth = lines[line + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] + first[i] * a + second[i] * b + third[i] * c + fourth[i] * d;
    }
  }

  private static void add(int[] line, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += line[i] * weight;
    }
  }

  /** To 0 .. 255: the sign of what is beyond makes the mask that takes it away. */
  private static void clip(int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      int sample = sums[i] >> Axis.BITS;
      sample &= ~(sample >> 31);
      int below = 255 - sample;
      sums[i] = 255 - (below & ~(below >> 31));
    }
  }
}
