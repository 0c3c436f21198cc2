package dev.counterpoint.app.reproduce.latentquality;

import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.statistics.Correlation;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers of every subset of three modalities and every number of examples, one for each draw or
 * seed. Subsets are in the order of their numbers as bits, the empty one left out.
 */
interface SubsetValues {

  /** How many subsets there are. */
  int SUBSETS = 7;

  /** All modalities. */
  int WHOLE = SUBSETS - 1;

  /** From so many examples on the gaps are compared: sample terms vanish with their number. */
  int ENOUGH = 128;

  /** What is known of a subset. */
  enum Field {
    /** Latent quality; 0 is best. */
    ETA,
    /** Population risk of what was learned. */
    RISK,
    /** C of the bounded loss. */
    CLIP,
    /** Population risk, of the bounded loss, of the best head over the latent. */
    BOUNDED_BEST,
    /** Population risk, of the bounded loss, of what was learned. */
    BOUNDED_RISK,
    /** Empirical risk of what was learned, less that of the best head. */
    EXCESS,
    /** {@code 8 L Rad_m}; NaN where it is not known. */
    COMPLEXITY,
    /** {@code 4 C / sqrt(m)}. */
    CENTRE,
    /** {@code 2 C sqrt(2 ln(2 / delta) / m)}. */
    DEVIATION
  }

  /** Numbers of examples, ascending. */
  List<Integer> sizes();

  /** For people. */
  String name(int subset);

  /** One number of each draw. */
  double[] values(int size, int subset, Field field);

  /** Whether all of one subset's modalities are in another. */
  static boolean within(int one, int other) {
    return one != other && ((one + 1) & (other + 1)) == one + 1;
  }

  /** One subset's less another's, of each draw. */
  default double[] difference(int size, int one, int other, Field field) {
    return sum(values(size, one, field), values(size, other, field), -1);
  }

  /** The right side of theorem 1 without the complexity term, of each draw. */
  default double[] known(int size, int one, int other) {
    double[] sum = difference(size, one, other, Field.BOUNDED_BEST);
    for (Field term : List.of(Field.EXCESS, Field.CENTRE, Field.DEVIATION)) {
      sum = sum(sum, values(size, one, term), 1);
    }
    return sum;
  }

  /** The least that proper subsets have more than all modalities, with most examples. */
  default double[] least(Field field) {
    double[] least = null;
    for (int subset = 0; subset < WHOLE; subset++) {
      least = least(least, difference(sizes().size() - 1, subset, WHOLE, field));
    }
    return least;
  }

  /**
   * The least that a bound on the gap in risk is above it, over all numbers of examples and pairs.
   *
   * @param whole whether the complexity term counts
   */
  default double[] slack(boolean whole) {
    double[] least = null;
    for (int size = 0; size < sizes().size(); size++) {
      for (int one = 0; one < SUBSETS; one++) {
        for (int other = 0; other < SUBSETS; other++) {
          if (one == other) {
            continue;
          }
          double[] bound = known(size, one, other);
          if (whole) {
            bound = sum(bound, values(size, one, Field.COMPLEXITY), 1);
          }
          least = least(least, sum(bound, difference(size, one, other, Field.BOUNDED_RISK), -1));
        }
      }
    }
    return least;
  }

  /** Gaps of means over draws: of each subset and a larger one, with enough examples. */
  default Gaps gaps() {
    List<Double> quality = new ArrayList<>();
    List<Double> risk = new ArrayList<>();
    for (int size = 0; size < sizes().size(); size++) {
      for (int one = 0; one < SUBSETS && sizes().get(size) >= ENOUGH; one++) {
        for (int other = 0; other < SUBSETS; other++) {
          if (within(one, other)) {
            quality.add(SampleMean.of(difference(size, one, other, Field.ETA)).mean());
            risk.add(SampleMean.of(difference(size, one, other, Field.RISK)).mean());
          }
        }
      }
    }
    return new Gaps(
        quality.stream().mapToDouble(v -> v).toArray(),
        risk.stream().mapToDouble(v -> v).toArray());
  }

  /**
   * Pairs of gaps.
   *
   * @param quality in latent quality
   * @param risk in population risk
   */
  record Gaps(double[] quality, double[] risk) {

    /** How one follows the other; not known for fewer than two pairs. */
    Correlation correlation() {
      return quality.length < 2 ? new Correlation(Double.NaN, null) : Correlation.of(quality, risk);
    }
  }

  private static double[] sum(double[] one, double[] other, double factor) {
    double[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other[i];
    }
    return sum;
  }

  private static double[] least(double[] one, double[] other) {
    if (one == null) {
      return other;
    }
    double[] least = one.clone();
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], other[i]);
    }
    return least;
  }
}
