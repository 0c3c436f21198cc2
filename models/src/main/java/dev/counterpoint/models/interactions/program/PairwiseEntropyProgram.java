package dev.counterpoint.models.interactions.program;

import java.util.Arrays;

/**
 * A bound on the conditional entropy H(T | A, B) of all distributions whose three pairwise margins
 * are given; with H(A, B), one on H(A, B, T).
 *
 * <p>In nats, every choice of lambda(a,t) and mu(b,t) has
 *
 * <p>H(T | A, B) at most sum q(a,b) log sum_t exp(lambda(a,t) + mu(b,t)) - sum q(a,t) lambda(a,t) -
 * sum q(b,t) mu(b,t),
 *
 * <p>since the right side less the left is the mean divergence of q(t | a, b) from what is
 * proportional to exp(lambda + mu). The right side is convex and is made least by Newton's method;
 * at the least, the two are one: the log-linear model without an interaction of three. Where that
 * model lies at the border the multipliers grow without end while the bound still converges: any of
 * them is a bound. It falls below zero where no distribution has these margins.
 */
public final class PairwiseEntropyProgram {

  private static final int MOST_ITERATIONS = 200;

  /** Decrease of the bound at which it ends, nats. */
  private static final double ENOUGH = 1e-12;

  /**
   * Many changes of multipliers change nothing, as of all lambda(a,t) of one a; rounding must not
   * make them so large that the products with the margins lose their digits.
   */
  private static final double RIDGE = 1e-10;

  /** Longest step of any multiplier, likewise. */
  private static final double LONGEST = 20;

  private static final int MOST_HALVINGS = 40;

  /** By how much a bound on an entropy may be below zero by rounding, nats. */
  private static final double ROUNDING = 1e-9;

  private final Cells cells;

  /** q(a, b) of each block. */
  private final double[] mass;

  /** q(t | a, b) of each cell, of the multipliers that were weighed last. */
  private final double[] share;

  private final double[] multipliers;

  /**
   * What was found.
   *
   * @param bound no distribution with these margins has a larger H(T | A, B), bits
   * @param slack how far the entropy of the distribution that belongs to it is from the bound,
   *     bits: next to nothing where Newton's method has converged
   * @param iterations how many it took
   */
  public record Bound(double bound, double slack, int iterations) {}

  private PairwiseEntropyProgram(double[][] pair, Cells cells) {
    this.cells = cells;
    this.mass = new double[cells.blocks()];
    for (int k = 0; k < mass.length; k++) {
      mass[k] = pair[cells.a[k]][cells.b[k]];
    }
    this.share = new double[cells.size()];
    this.multipliers = new double[cells.margins.length];
    begin();
  }

  /** As if the sources were independent given the target. */
  private void begin() {
    double[] ofTarget = new double[Arrays.stream(cells.target).max().orElse(0) + 1];
    int[] targetOf = new int[multipliers.length];
    for (int c = 0; c < share.length; c++) {
      targetOf[cells.first[c]] = cells.target[c];
      targetOf[cells.second[c]] = cells.target[c];
    }
    for (int i = 0; i < cells.firstMultipliers; i++) {
      ofTarget[targetOf[i]] += cells.margins[i];
    }
    for (int i = 0; i < multipliers.length; i++) {
      multipliers[i] = Math.log(cells.margins[i]) - 0.5 * Math.log(ofTarget[targetOf[i]]);
    }
  }

  /**
   * Bounds the entropy from above. Time grows with (A T + B T)^3 and A B T^2.
   *
   * @param pair q(a, b), {@code (A, B)}, a distribution
   * @param first q(a, t), {@code (A, T)}, likewise
   * @param second q(b, t), {@code (B, T)}, likewise
   * @throws IncompatibleMarginsException if no distribution has all three
   * @throws TooManySymbolsException if there are more than 4,000 margins of a target above zero
   */
  public static Bound solve(double[][] pair, double[][] first, double[][] second) {
    Cells cells =
        new Cells(
            ConditionalEntropyProgram.withoutTraces(first),
            ConditionalEntropyProgram.withoutTraces(second));
    PairwiseEntropyProgram program = new PairwiseEntropyProgram(pair, cells);
    if (Math.abs(Arrays.stream(program.mass).sum() - 1) > ROUNDING) {
      // A pair of symbols without a label that both can have.
      throw new IncompatibleMarginsException();
    }
    return program.minimise();
  }

  private Bound minimise() {
    double value = weigh(multipliers);
    NewtonMatrix matrix = new NewtonMatrix(multipliers.length, RIDGE);
    int iteration = 0;
    for (; iteration < MOST_ITERATIONS && value > -ROUNDING; iteration++) {
      double found = advance(matrix, value);
      boolean done = !(value - found > ENOUGH);
      value = Math.min(value, found);
      if (done) {
        break;
      }
    }
    if (value < -ROUNDING) {
      throw new IncompatibleMarginsException();
    }
    double entropy = 0;
    weigh(multipliers);
    for (int k = 0; k < mass.length; k++) {
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        entropy -= share[c] > 0 ? mass[k] * share[c] * Math.log(share[c]) : 0;
      }
    }
    double bits = Math.log(2);
    return new Bound(value / bits, Math.abs(value - entropy) / bits, iteration);
  }

  /** One step of Newton's, if it makes the bound smaller; the bound in nats. */
  private double advance(NewtonMatrix matrix, double value) {
    double[] step = step(matrix);
    if (!matrix.factor()) {
      return value;
    }
    matrix.solve(step);
    double[] next = new double[step.length];
    double length = Math.min(1, LONGEST / Arrays.stream(step).map(Math::abs).max().orElse(LONGEST));
    for (int halving = 0; halving < MOST_HALVINGS; halving++, length *= 0.5) {
      for (int i = 0; i < next.length; i++) {
        next[i] = multipliers[i] + length * step[i];
      }
      double found = weigh(next);
      if (found < value) {
        System.arraycopy(next, 0, multipliers, 0, next.length);
        return found;
      }
    }
    weigh(multipliers);
    return value;
  }

  /** The bound in nats, and the shares that belong to it. */
  private double weigh(double[] at) {
    double value = 0;
    for (int k = 0; k < mass.length; k++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        share[c] = at[cells.first[c]] + at[cells.second[c]];
        largest = Math.max(largest, share[c]);
      }
      double sum = 0;
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        share[c] = Math.exp(share[c] - largest);
        sum += share[c];
      }
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        share[c] /= sum;
      }
      value += mass[k] * (largest + Math.log(sum));
    }
    for (int i = 0; i < at.length; i++) {
      value -= cells.margins[i] * at[i];
    }
    return value;
  }

  /** The Newton equations; what changes nothing has no step. */
  private double[] step(NewtonMatrix matrix) {
    matrix.clear();
    double[] right = cells.margins.clone();
    for (int k = 0; k < mass.length; k++) {
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        int i = cells.first[c];
        int j = cells.second[c];
        double q = mass[k] * share[c];
        right[i] -= q;
        right[j] -= q;
        // q (1 - share) without the difference, of which nothing would be left where it is rare.
        double rest = 0;
        for (int d = cells.start[k]; d < cells.start[k + 1]; d++) {
          if (d == c) {
            continue;
          }
          double product = q * share[d];
          rest += product;
          if (d < c) {
            matrix.add(i, cells.first[d], -product);
            matrix.add(j, cells.second[d], -product);
          }
          matrix.add(j, cells.first[d], -product);
        }
        matrix.add(i, i, rest);
        matrix.add(j, j, rest);
        matrix.add(j, i, rest);
      }
    }
    for (int i = 0; i < right.length; i++) {
      if (!(matrix.diagonal(i) > 0)) {
        matrix.add(i, i, 1 + Math.abs(matrix.diagonal(i)));
        right[i] = 0;
      }
    }
    return right;
  }
}
