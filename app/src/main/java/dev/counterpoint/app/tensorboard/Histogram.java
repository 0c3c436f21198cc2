package dev.counterpoint.app.tensorboard;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How values are spread, in TensorFlow's default buckets: their limits grow by a tenth from 1e-12
 * to 1e20 on both sides of 0, so that a value is known to 10 % whatever its size.
 *
 * <p>Values that are not finite are in no bucket; they are counted, and reported beside the
 * histogram.
 *
 * @param count of finite values
 * @param notFinite how many were left out: NaN or infinite
 * @param least of the finite values; 0 if there is none
 * @param greatest of the finite values; 0 if there is none
 * @param sum of the finite values
 * @param sumOfSquares of the finite values
 * @param limits upper limit of each bucket, excluded, ascending; runs of empty buckets are one, and
 *     left out at both ends
 * @param counts of the buckets
 */
public record Histogram(
    long count,
    long notFinite,
    double least,
    double greatest,
    double sum,
    double sumOfSquares,
    double[] limits,
    double[] counts) {

  private static final double SMALLEST_LIMIT = 1e-12;
  private static final double LARGEST_LIMIT = 1e20;
  private static final double GROWTH = 1.1;
  private static final double[] LIMITS = defaultLimits();

  /** Counts values. */
  public static Histogram of(float... values) {
    double[] real = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      real[i] = values[i];
    }
    return of(real);
  }

  /** Counts values. */
  public static Histogram of(double... values) {
    double[] counts = new double[LIMITS.length];
    long count = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double sumOfSquares = 0;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        continue;
      }
      count++;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      sum += value;
      sumOfSquares += value * value;
      counts[bucket(value)]++;
    }
    double[][] merged = withoutRunsOfEmpty(counts);
    return new Histogram(
        count,
        values.length - count,
        count == 0 ? 0 : least,
        count == 0 ? 0 : greatest,
        sum,
        sumOfSquares,
        merged[0],
        merged[1]);
  }

  /** The message {@code HistogramProto}. */
  ProtobufMessage message() {
    return new ProtobufMessage()
        .real(1, least)
        .real(2, greatest)
        .real(3, count)
        .real(4, sum)
        .real(5, sumOfSquares)
        .reals(6, limits)
        .reals(7, counts);
  }

  /** The first bucket whose limit is above the value; the last one holds its own limit too. */
  private static int bucket(double value) {
    // The search would put -0.0 below 0.
    int found = Arrays.binarySearch(LIMITS, value + 0.0);
    return Math.min(found >= 0 ? found + 1 : -found - 1, LIMITS.length - 1);
  }

  private static double[][] withoutRunsOfEmpty(double[] counts) {
    double[] limits = new double[counts.length];
    double[] merged = new double[counts.length];
    int size = 0;
    for (int i = 0; i < counts.length; i++) {
      boolean continues = size > 0 && counts[i] == 0 && merged[size - 1] == 0;
      int at = continues ? size - 1 : size++;
      limits[at] = LIMITS[i];
      merged[at] = counts[i];
    }
    // Readers put least and greatest in place of the outer limits: an empty bucket there would end
    // before it begins.
    int from = size > 0 && merged[0] == 0 ? 1 : 0;
    int to = size > from && merged[size - 1] == 0 ? size - 1 : size;
    return new double[][] {
      Arrays.copyOfRange(limits, from, to), Arrays.copyOfRange(merged, from, to)
    };
  }

  private static double[] defaultLimits() {
    double[] positive =
        DoubleStream.concat(
                DoubleStream.iterate(SMALLEST_LIMIT, v -> v < LARGEST_LIMIT, v -> v * GROWTH),
                DoubleStream.of(Double.MAX_VALUE))
            .toArray();
    double[] limits = new double[2 * positive.length + 1];
    for (int i = 0; i < positive.length; i++) {
      limits[positive.length + 1 + i] = positive[i];
      limits[positive.length - 1 - i] = -positive[i];
    }
    return limits;
  }
}
