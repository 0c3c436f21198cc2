package dev.counterpoint.models.interactions.program;

import java.util.List;

/**
 * The distribution q(a, b, t) of the largest conditional entropy H(T | A, B) among all with given
 * margins q(a, t) and q(b, t).
 *
 * <p>With sources A, B and target T this is the program that defines the partial information
 * decomposition of Bertschinger, Rauh, Olbrich, Jost and Ay 2014, "Quantifying Unique Information".
 * With other roles it bounds interactions from what is known without labeled pairs.
 *
 * <p>In nats, it minimises the convex F(q) = sum q(a,b,t) log(q(a,b,t) / q(a,b)), which is -H(T |
 * A, B). Over one block (a, b), the least value of F(q) - sum_t q(a,b,t) c_t is 0 where log sum_t
 * exp(c_t) is at most 0, and unbounded elsewhere (the least of sum_t p_t log p_t - p_t c_t over
 * probabilities p is -log sum_t exp(c_t)). So the dual program is
 *
 * <p>maximise D = sum q(a,t) lambda(a,t) + sum q(b,t) mu(b,t) subject to sum_t exp(lambda(a,t) +
 * mu(b,t)) at most 1 for every (a, b).
 *
 * <p>Any such lambda, mu and any q with the margins have D at most F(q): F(q) - D bounds how far
 * either is from the optimum. {@link MaximumEntropy} carries both, computed after the iterations
 * from a q whose margins were made right and from multipliers that were made to obey.
 */
public final class ConditionalEntropyProgram {

  /** The gap that an answer has at most, bits. */
  public static final double ACCURACY = 1e-7;

  /** What the iterations aim at, nats. */
  private static final double AIM = 1e-11;

  /** Above it, the iterations begin again with another pace, nats. */
  private static final double GOOD = 1e-9;

  /** Paces: of about one 2 x 2 x 2 distribution in a thousand, the first does not get there. */
  private static final List<Double> SHRINK = List.of(0.1, 0.5, 0.02);

  /** By how much the two margins of t may differ: more than tables may that were checked. */
  private static final double ROUNDING = 1e-8;

  /** A margin below it counts as zero: what it changes, 1e-18 bits, is lost in rounding. */
  private static final double TRACE = 1e-20;

  private ConditionalEntropyProgram() {}

  /**
   * Solves the program. Time grows with (A T + B T)^3 and A B T^2 for each of some 20 iterations.
   *
   * @param first q(a, t), {@code (A, T)}, not negative
   * @param second q(b, t), {@code (B, T)}, not negative; both sum to the same over all but t
   * @throws IllegalArgumentException if sizes do not fit, a value is negative or not finite, all
   *     are zero, or the margins of t differ
   * @throws NotConvergedException if the duality gap stays above {@link #ACCURACY}
   * @throws TooManySymbolsException if there are more than 4,000 margins above zero
   */
  public static MaximumEntropy solve(double[][] first, double[][] second) {
    return solve(first, second, ACCURACY);
  }

  /**
   * The same with another accuracy.
   *
   * @param accuracy largest gap that is accepted, bits; not every program has one below 1e-8
   * @throws NotConvergedException if the duality gap stays above it
   */
  public static MaximumEntropy solve(double[][] first, double[][] second, double accuracy) {
    MaximumEntropy found = attempt(first, second);
    // Written so that NaN fails, too.
    if (!(found.gap() <= accuracy)) {
      throw new NotConvergedException(
          "largest H(T | A, B) with given margins (a, t) and (b, t)",
          found.gap(),
          accuracy,
          found.iterations());
    }
    return found;
  }

  private static MaximumEntropy attempt(double[][] first, double[][] second) {
    int targets = first.length == 0 ? 0 : first[0].length;
    check(first, targets);
    check(second, targets);
    double[][] firstMargins = withoutTraces(first);
    double[][] secondMargins = withoutTraces(second);
    double[] ofFirst = sums(firstMargins, targets);
    double[] ofSecond = sums(secondMargins, targets);
    for (int t = 0; t < targets; t++) {
      // Written so that NaN fails, too.
      if (!(Math.abs(ofFirst[t] - ofSecond[t]) <= ROUNDING)) {
        throw new IllegalArgumentException(
            "the two margins of target %d differ: %s and %s".formatted(t, ofFirst[t], ofSecond[t]));
      }
      boolean none = ofFirst[t] == 0 || ofSecond[t] == 0;
      scale(firstMargins, t, none ? 0 : 1);
      // Equal to the last bit or so: what is not must not look like a step to be made.
      scale(secondMargins, t, none ? 0 : ofFirst[t] / ofSecond[t]);
      ofFirst[t] = none ? 0 : ofFirst[t];
    }
    Cells cells = new Cells(firstMargins, secondMargins);
    if (cells.size() == 0) {
      throw new IllegalArgumentException("all margins are zero");
    }
    Certificate certificate = new Certificate(cells, ofFirst);
    int iterations = 0;
    for (double shrink : SHRINK) {
      InteriorPoint method = new InteriorPoint(cells, ofFirst, certificate);
      method.run(AIM, shrink);
      iterations += method.iterations();
      if (certificate.gap() < GOOD) {
        break;
      }
    }
    return certificate.answer(new int[] {first.length, second.length, targets}, iterations);
  }

  private static void check(double[][] margins, int targets) {
    if (margins.length == 0 || targets == 0) {
      throw new IllegalArgumentException("there are no margins");
    }
    for (double[] row : margins) {
      if (row.length != targets) {
        throw new IllegalArgumentException(
            "margins of %d and of %d targets".formatted(targets, row.length));
      }
      for (double value : row) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException("a margin is " + value);
        }
      }
    }
  }

  private static void scale(double[][] margins, int target, double factor) {
    for (double[] row : margins) {
      row[target] *= factor;
    }
  }

  static double[][] withoutTraces(double[][] margins) {
    double[][] kept = new double[margins.length][];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = margins[i].clone();
      for (int t = 0; t < kept[i].length; t++) {
        kept[i][t] = kept[i][t] < TRACE ? 0 : kept[i][t];
      }
    }
    return kept;
  }

  private static double[] sums(double[][] margins, int targets) {
    double[] sums = new double[targets];
    for (double[] row : margins) {
      for (int t = 0; t < targets; t++) {
        sums[t] += row[t];
      }
    }
    return sums;
  }
}
