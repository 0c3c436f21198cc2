package dev.counterpoint.app.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Probabilities of several tests, raised so that the chance of any false alarm among all of them
 * stays below what each is compared with (Holm 1979, "A Simple Sequentially Rejective Multiple Test
 * Procedure").
 */
public final class HolmCorrection {

  private HolmCorrection() {}

  /**
   * Adjusts: the smallest p of m times m, the next times m - 1, and so on; never above 1, and never
   * below one that is smaller.
   *
   * @param p of each test; null for one that has none, which is not counted
   * @return in the same order; null where there was none
   */
  public static Double[] adjust(Double[] p) {
    List<Integer> rising =
        IntStream.range(0, p.length)
            .filter(i -> p[i] != null)
            .boxed()
            .sorted(Comparator.comparing(i -> p[i]))
            .toList();
    Double[] adjusted = new Double[p.length];
    double least = 0;
    for (int rank = 0; rank < rising.size(); rank++) {
      int test = rising.get(rank);
      least = Math.max(least, Math.min(1, (rising.size() - rank) * p[test]));
      adjusted[test] = least;
    }
    return adjusted;
  }
}
