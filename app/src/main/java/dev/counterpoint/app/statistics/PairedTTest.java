package dev.counterpoint.app.statistics;

import dev.counterpoint.app.experiment.SampleMean;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Student's t of differences of pairs: how large their mean is, how sure that is, and how often
 * chance alone would make it as large (Student 1908, "The Probable Error of a Mean").
 *
 * <p>What cannot be told is null. Of one pair there is no spread, so neither interval nor p. Where
 * all differences are zero, p is 1 and the interval is that one point: nothing speaks for a
 * difference. Where all are the same and not zero, the sample shows no spread either, and a p of 0
 * would claim too much: interval and p are null.
 *
 * @param difference mean of the differences with its standard error; NaN where one is not finite
 * @param interval 95 %, two-sided, of the mean; null where it cannot be told
 * @param p two-sided, of a mean difference of zero; null where it cannot be told
 */
public record PairedTTest(SampleMean difference, Interval interval, Double p) {

  /** Probability that the interval covers, over samples. */
  public static final double CONFIDENCE = 0.95;

  /** Differences closer than this share of the largest are equal: they differ by rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * Tests differences.
   *
   * @param differences one for each pair, at least one
   */
  public static PairedTTest of(double[] differences) {
    SampleMean mean = SampleMean.of(differences);
    int n = differences.length;
    if (n < 2 || Double.isNaN(mean.mean())) {
      return new PairedTTest(mean, null, null);
    }
    double largest = Arrays.stream(differences).map(Math::abs).max().orElseThrow();
    if (largest == 0) {
      return new PairedTTest(mean, new Interval(0, 0), 1.0);
    }
    double low = Arrays.stream(differences).min().orElseThrow();
    double high = Arrays.stream(differences).max().orElseThrow();
    if (high - low <= ROUNDING * largest) {
      return new PairedTTest(new SampleMean(mean.mean(), 0.0, n), null, null);
    }
    TDistribution t = TDistribution.of(n - 1);
    double reach = t.inverseSurvivalProbability((1 - CONFIDENCE) / 2) * mean.standardError();
    double p = 2 * t.survivalProbability(Math.abs(mean.mean()) / mean.standardError());
    return new PairedTTest(
        mean, new Interval(mean.mean() - reach, mean.mean() + reach), Math.min(1, p));
  }
}
