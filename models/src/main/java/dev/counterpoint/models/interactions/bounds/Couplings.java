package dev.counterpoint.models.interactions.bounds;

import dev.counterpoint.models.interactions.Information;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.Tables;
import java.util.Arrays;

/**
 * The least entropy that a distribution with given margins can have, from below (Cicalese, Gargano
 * and Vaccaro 2019, "Minimum-Entropy Couplings and Their Applications"): a coupling is majorised by
 * each of its margins, so by their greatest lower bound, and entropy falls with majorisation.
 */
public final class Couplings {

  private Couplings() {}

  /**
   * A number, bits, that no coupling of two distributions has less entropy than; at least the
   * entropy of each.
   */
  public static double leastEntropy(double[] one, double[] other) {
    return Information.entropy(greatestLowerBound(one, other));
  }

  /**
   * The greatest lower bound of two distributions in majorisation: its largest k values sum to the
   * smaller of what those of the two do.
   *
   * @return falling, as long as the longer one
   */
  static double[] greatestLowerBound(double[] one, double[] other) {
    double[] a = falling(one);
    double[] b = falling(other);
    double[] bound = new double[Math.max(a.length, b.length)];
    double ofA = 0;
    double ofB = 0;
    double before = 0;
    for (int i = 0; i < bound.length; i++) {
      ofA += i < a.length ? a[i] : 0;
      ofB += i < b.length ? b[i] : 0;
      bound[i] = Math.max(0, Math.min(ofA, ofB) - before);
      before += bound[i];
    }
    return bound;
  }

  private static double[] falling(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
      double kept = sorted[i];
      sorted[i] = sorted[j];
      sorted[j] = kept;
    }
    return sorted;
  }

  /** A number, bits, that H(X1, X2, Y) is not below: the largest of three ways to couple it. */
  static double leastEntropy(PairwiseMargins known) {
    double labels = leastEntropy(flat(known.pair()), known.label());
    double second = leastEntropy(flat(known.firstLabel()), Tables.rowSums(known.secondLabel()));
    double first = leastEntropy(flat(known.secondLabel()), Tables.rowSums(known.firstLabel()));
    return Math.max(labels, Math.max(second, first));
  }

  private static double[] flat(double[][] p) {
    return Arrays.stream(p).flatMapToDouble(Arrays::stream).toArray();
  }
}
