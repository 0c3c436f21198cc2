package dev.counterpoint.app.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The signed-rank test of differences of pairs, which assumes symmetry and no distribution
 * (Wilcoxon 1945, "Individual Comparisons by Ranking Methods"). Zeros are dropped, as there; equal
 * sizes share their mean rank.
 *
 * <p>Up to {@value #MOST_EXACT} pairs p is exact, by counting the signs that give each sum of these
 * ranks, ties included; above, it is that of a normal with the variance that ties leave, and a
 * continuity correction. Of few pairs even differences of one sign give no small p: the smallest is
 * {@code 2 / 2^n}, 0.0625 for five.
 *
 * @param positive sum of the ranks of differences above zero
 * @param pairs how many differences are not zero
 * @param exact whether p is
 * @param p two-sided; null where there is no pair that differs, or one is not finite
 */
public record WilcoxonSignedRank(double positive, int pairs, boolean exact, Double p) {

  /** Beyond it, p is that of a normal. */
  public static final int MOST_EXACT = 50;

  /**
   * Tests differences.
   *
   * @param differences one for each pair
   */
  public static WilcoxonSignedRank of(double[] differences) {
    double[] changed = Arrays.stream(differences).filter(value -> value != 0).toArray();
    if (changed.length == 0 || !Arrays.stream(changed).allMatch(Double::isFinite)) {
      return new WilcoxonSignedRank(0, changed.length, true, null);
    }
    int[] doubled = doubledRanks(changed);
    int positive = 0;
    for (int i = 0; i < changed.length; i++) {
      positive += changed[i] > 0 ? doubled[i] : 0;
    }
    boolean exact = changed.length <= MOST_EXACT;
    double p = exact ? exact(doubled, positive) : normal(doubled, positive);
    return new WilcoxonSignedRank(positive / 2.0, changed.length, exact, p);
  }

  /** Ranks by size from 1, the mean rank where sizes are equal; doubled, so that they are whole. */
  private static int[] doubledRanks(double[] values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
    int[] ranks = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = 0;
      int equal = 0;
      for (double size : sizes) {
        below += size < Math.abs(values[i]) ? 1 : 0;
        equal += size == Math.abs(values[i]) ? 1 : 0;
      }
      ranks[i] = 2 * below + equal + 1;
    }
    return ranks;
  }

  private static double exact(int[] ranks, int positive) {
    int sum = Arrays.stream(ranks).sum();
    // The share of all choices of signs that gives each sum, rank after rank.
    double[] ways = new double[sum + 1];
    ways[0] = 1;
    for (int rank : ranks) {
      for (int s = sum; s >= 0; s--) {
        ways[s] = (ways[s] + (s >= rank ? ways[s - rank] : 0)) / 2;
      }
    }
    double tail = 0;
    for (int s = 0; s <= Math.min(positive, sum - positive); s++) {
      tail += ways[s];
    }
    return Math.min(1, 2 * tail);
  }

  private static double normal(int[] ranks, int positive) {
    double mean = Arrays.stream(ranks).sum() / 2.0;
    double variance = Arrays.stream(ranks).mapToDouble(rank -> (double) rank * rank).sum() / 4;
    // Half a rank of correction; ranks are doubled here.
    double distance = Math.max(0, Math.abs(positive - mean) - 1) / Math.sqrt(variance);
    return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(distance));
  }
}
