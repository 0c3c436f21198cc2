package dev.counterpoint.models.retrieval;

import java.util.List;

/**
 * Ranks of many queries in the field's four numbers.
 *
 * @param recallAt1 share of queries whose first answer is right, in [0, 1]
 * @param recallAt5 share of queries with a right answer among the first five
 * @param recallAt10 share of queries with a right answer among the first ten
 * @param medianRank of the best right answer, from 1 on; the mean of the two in the middle
 */
public record RankSummary(
    double recallAt1, double recallAt5, double recallAt10, double medianRank) {

  /** Sums of probabilities that should be whole numbers are so to this precision. */
  private static final double ROUNDING = 1e-9;

  /**
   * Sums up. With ties each number is its expectation over their orders; the median is that of all
   * queries' distributions together.
   *
   * @param placings of the queries
   * @param candidates of each query
   * @throws IllegalArgumentException if there is no query
   */
  public static RankSummary of(List<Placing> placings, int candidates) {
    if (placings.isEmpty()) {
      throw new IllegalArgumentException("there is no query to sum up");
    }
    long lower = smallestRank(placings, candidates, 0.5 - ROUNDING);
    long upper = smallestRank(placings, candidates, 0.5 + ROUNDING);
    return new RankSummary(
        within(placings, 1), within(placings, 5), within(placings, 10), (lower + upper) / 2.0);
  }

  /** The smallest rank that this share of the queries reach or surpass. */
  private static long smallestRank(List<Placing> placings, int candidates, double share) {
    long low = 1;
    long high = candidates;
    while (low < high) {
      long middle = (low + high) / 2;
      if (within(placings, middle) >= share) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static double within(List<Placing> placings, long first) {
    double sum = 0;
    for (Placing placing : placings) {
      sum += placing.within(first);
    }
    return sum / placings.size();
  }
}
