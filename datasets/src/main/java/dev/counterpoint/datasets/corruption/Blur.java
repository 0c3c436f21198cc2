package dev.counterpoint.datasets.corruption;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Convolution with a symmetric kernel; the picture goes on mirrored beyond its edges, so that its
 * mean stays.
 *
 * <p>A weight is the kernel's integral against the triangle of bilinear interpolation around a
 * pixel: kernels smaller than a pixel blur, too. This adds up to a sixth of a square pixel to the
 * kernel's variance.
 */
final class Blur implements PixelChange {

  private static final int SAMPLES_A_PIXEL = 32;
  private static final double SUPPORT_IN_DEVIATIONS = 4;

  private final int width;
  private final int height;
  private final int reach;

  /** {@code (2 reach + 1)} rows of weights, or one row that is applied both ways. */
  private final float[][] weights;

  private Blur(double[][] kernel, int width, int height) {
    this.width = width;
    this.height = height;
    reach = kernel[0].length / 2;
    double sum = Arrays.stream(kernel).flatMapToDouble(Arrays::stream).sum();
    weights = new float[kernel.length][kernel[0].length];
    for (int row = 0; row < kernel.length; row++) {
      for (int column = 0; column < kernel[row].length; column++) {
        weights[row][column] = (float) (kernel[row][column] / sum);
      }
    }
  }

  /** A bell of a deviation in pixels, cut off at four of them. */
  static Blur gaussian(double deviation, int width, int height) {
    double support = SUPPORT_IN_DEVIATIONS * deviation;
    int reach = (int) Math.ceil(support);
    double[] row = new double[2 * reach + 1];
    for (int i = 0; i < positions(support); i++) {
      double x = position(i, support);
      spread(row, x + reach, StrictMath.exp(-x * x / (2 * deviation * deviation)));
    }
    return new Blur(new double[][] {row}, width, height);
  }

  /** A disc of a radius in pixels. */
  static Blur disc(double radius, int width, int height) {
    int reach = (int) Math.ceil(radius);
    double[][] kernel = new double[2 * reach + 1][2 * reach + 1];
    for (int i = 0; i < positions(radius); i++) {
      double y = position(i, radius);
      double[] row = new double[2 * reach + 1];
      for (int j = 0; j < positions(radius); j++) {
        double x = position(j, radius);
        if (x * x + y * y <= radius * radius) {
          spread(row, x + reach, 1);
        }
      }
      int above = (int) (y + reach);
      double part = y + reach - above;
      for (int column = 0; column < row.length; column++) {
        kernel[above][column] += (1 - part) * row[column];
        kernel[above + 1][column] += part * row[column];
      }
    }
    return new Blur(kernel, width, height);
  }

  private static int positions(double support) {
    return 2 * (int) Math.ceil(support * SAMPLES_A_PIXEL);
  }

  private static double position(int i, double support) {
    int positions = positions(support);
    return (2.0 * i + 1 - positions) / positions * support;
  }

  /** Gives a mass between two pixels to both, by their distance. */
  private static void spread(double[] row, double at, double mass) {
    int left = (int) at;
    double part = at - left;
    row[left] += (1 - part) * mass;
    row[left + 1] += part * mass;
  }

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    int stride = 3 * (width + 2 * reach);
    float[] padded = padded(rgb, stride);
    if (weights.length == 1) {
      padded = rowsBlurred(padded, stride);
    }
    byte[] result = new byte[rgb.length];
    float[] sums = new float[3 * width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, 0);
      for (int dy = 0; dy <= 2 * reach; dy++) {
        int row = (y + dy) * stride;
        if (weights.length == 1) {
          add(padded, row, weights[0][dy], sums);
        } else {
          for (int dx = 0; dx <= 2 * reach; dx++) {
            add(padded, row + 3 * dx, weights[dy][dx], sums);
          }
        }
      }
      for (int i = 0; i < sums.length; i++) {
        result[y * sums.length + i] = PixelChange.sample(sums[i]);
      }
    }
    return result;
  }

  /** Each row blurred along itself, where it starts in the padded picture. */
  private float[] rowsBlurred(float[] padded, int stride) {
    float[] blurred = new float[padded.length];
    float[] sums = new float[3 * width];
    for (int row = 0; row < padded.length; row += stride) {
      Arrays.fill(sums, 0);
      for (int dx = 0; dx <= 2 * reach; dx++) {
        add(padded, row + 3 * dx, weights[0][dx], sums);
      }
      System.arraycopy(sums, 0, blurred, row, sums.length);
    }
    return blurred;
  }

  private static void add(float[] source, int from, float weight, float[] sums) {
    if (weight != 0) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * source[from + i];
      }
    }
  }

  private float[] padded(byte[] rgb, int stride) {
    float[] padded = new float[(height + 2 * reach) * stride];
    for (int y = 0; y < height + 2 * reach; y++) {
      int row = mirrored(y - reach, height) * width;
      for (int x = 0; x < width + 2 * reach; x++) {
        int from = 3 * (row + mirrored(x - reach, width));
        int to = y * stride + 3 * x;
        padded[to] = rgb[from] & 0xFF;
        padded[to + 1] = rgb[from + 1] & 0xFF;
        padded[to + 2] = rgb[from + 2] & 0xFF;
      }
    }
    return padded;
  }

  /** The pixel at a place beyond the edge, the edge's own pixel being repeated: 1 0 | 0 1 2. */
  private static int mirrored(int at, int size) {
    int place = Math.floorMod(at, 2 * size);
    return place < size ? place : 2 * size - 1 - place;
  }
}
