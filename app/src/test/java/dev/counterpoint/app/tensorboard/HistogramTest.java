package dev.counterpoint.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void aLimitGrowsByATenth() {
    Histogram histogram = Histogram.of(1e-12, 1.05e-12);

    // What equals a limit is above it.
    assertThat(histogram.limits()).containsExactly(1e-12 * 1.1);
    assertThat(histogram.counts()).containsExactly(2);
  }

  @Test
  void valuesLieBetweenTheLimitsOfTheirBuckets() {
    SplittableRandom random = new SplittableRandom(5);
    double[] values =
        random.doubles(1000).map(u -> (u - 0.4) * Math.pow(10, random.nextInt(20) - 8)).toArray();

    Histogram histogram = Histogram.of(values);

    double lower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < histogram.limits().length; i++) {
      double from = lower;
      double to = histogram.limits()[i];
      assertThat(histogram.counts()[i])
          .as("bucket %s to %s, seed 5", from, to)
          .isEqualTo(Arrays.stream(values).filter(v -> v >= from && v < to).count());
      lower = to;
    }
    assertThat(histogram.count()).isEqualTo(1000);
  }

  @Test
  void noBucketIsEmptyAtTheEnds() {
    double[] counts = Histogram.of(-1e6, 0, 3).counts();

    assertThat(counts[0]).isEqualTo(1);
    assertThat(counts[counts.length - 1]).isEqualTo(1);
  }

  @Test
  void noTwoNeighbouringBucketsAreEmpty() {
    double[] counts = Histogram.of(-1e6, 0, 3).counts();

    for (int i = 1; i < counts.length; i++) {
      assertThat(counts[i - 1] + counts[i]).isPositive();
    }
  }

  @Test
  void zeroIsNeitherWithThePositiveNorTheNegative() {
    Histogram histogram = Histogram.of(-1e-13, 0, -0.0, 1e-13);

    assertThat(histogram.counts()).containsExactly(1, 3);
  }

  @Test
  void theGreatestNumberHasABucket() {
    Histogram histogram = Histogram.of(Double.MAX_VALUE, -Double.MAX_VALUE);

    assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(2);
  }

  @Test
  void nothingIsNoMinimumOfInfinity() {
    Histogram histogram = Histogram.of(Float.NaN, Float.NEGATIVE_INFINITY);

    assertThat(histogram.count()).isZero();
    assertThat(histogram.limits()).isEmpty();
    assertThat(histogram.notFinite()).isEqualTo(2);
    assertThat(histogram.least()).isZero();
    assertThat(histogram.greatest()).isZero();
  }
}
