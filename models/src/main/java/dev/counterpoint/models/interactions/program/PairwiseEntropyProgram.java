package dev.counterpoint.models.interactions.program;

import java.util.Arrays;

/**
 * A bound on the entropy H(A, B, T) of all distributions whose three pairwise margins are given.
 *
 * <p>In nats, every choice of theta(a,b), lambda(a,t), mu(b,t) has
 *
 * <p>H(A, B, T) at most log sum exp(theta + lambda + mu) - sum q(a,b) theta - sum q(a,t) lambda -
 * sum q(b,t) mu,
 *
 * <p>since the right side less the left is the divergence of the distribution from the one that is
 * proportional to exp(theta + lambda + mu). The right side is made least by Newton's method; at the
 * least the two distributions are one, the log-linear model without an interaction of three. Where
 * that model lies at the border the multipliers grow without end while the bound still converges:
 * any of them is a bound.
 */
public final class PairwiseEntropyProgram {

  private static final int MOST_ITERATIONS = 200;

  /** Decrease of the bound at which it ends, nats. */
  private static final double ENOUGH = 1e-13;

  private static final int MOST_HALVINGS = 40;

  /** A margin below it counts as zero; see {@link ConditionalEntropyProgram}. */
  private static final double TRACE = 1e-20;

  private final double[] margins;
  private final int[][] multipliersOf;
  private final double[] multipliers;

  /**
   * What was found.
   *
   * @param bound no distribution with these margins has a larger entropy, bits
   * @param slack how far the entropy of the distribution that belongs to it is below the bound,
   *     bits: next to nothing where Newton's method has converged
   * @param iterations how many it took
   */
  public record Bound(double bound, double slack, int iterations) {}

  private PairwiseEntropyProgram(double[][] pair, double[][] first, double[][] second) {
    int targets = first[0].length;
    int sizeOfPair = pair.length * pair[0].length;
    int sizeOfFirst = first.length * targets;
    double[] all = new double[sizeOfPair + sizeOfFirst + second.length * targets];
    int[][] cells = new int[pair.length * pair[0].length * targets][];
    int count = 0;
    for (int a = 0; a < pair.length; a++) {
      for (int b = 0; b < pair[0].length; b++) {
        int ofPair = a * pair[0].length + b;
        all[ofPair] = pair[a][b];
        for (int t = 0; t < targets; t++) {
          int ofFirst = sizeOfPair + a * targets + t;
          int ofSecond = sizeOfPair + sizeOfFirst + b * targets + t;
          all[ofFirst] = first[a][t];
          all[ofSecond] = second[b][t];
          if (pair[a][b] > TRACE && first[a][t] > TRACE && second[b][t] > TRACE) {
            cells[count++] = new int[] {ofPair, ofFirst, ofSecond};
          }
        }
      }
    }
    this.margins = all;
    this.multipliersOf = Arrays.copyOf(cells, count);
    this.multipliers = new double[all.length];
  }

  /**
   * Bounds the entropy from above. Time grows with (A B + A T + B T)^3.
   *
   * @param pair q(a, b), {@code (A, B)}, a distribution
   * @param first q(a, t), {@code (A, T)}, likewise
   * @param second q(b, t), {@code (B, T)}, likewise
   */
  public static Bound solve(double[][] pair, double[][] first, double[][] second) {
    PairwiseEntropyProgram program = new PairwiseEntropyProgram(pair, first, second);
    return program.minimise();
  }

  private Bound minimise() {
    // Any start will do; this one is right where two of the three are independent of the third.
    for (int i = 0; i < multipliers.length; i++) {
      multipliers[i] = margins[i] > TRACE ? 0.5 * Math.log(margins[i]) : 0;
    }
    double[] q = new double[multipliersOf.length];
    double value = normalised(multipliers, q);
    NewtonMatrix matrix = new NewtonMatrix(margins.length);
    double[] next = new double[margins.length];
    int iteration = 0;
    for (; iteration < MOST_ITERATIONS; iteration++) {
      double[] step = step(matrix, q);
      if (step == null) {
        break;
      }
      double length = 1;
      double found = Double.NaN;
      for (int halving = 0; halving < MOST_HALVINGS; halving++, length *= 0.5) {
        for (int i = 0; i < next.length; i++) {
          next[i] = multipliers[i] + length * step[i];
        }
        found = normalised(next, q);
        if (found < value) {
          break;
        }
      }
      if (!(found < value)) {
        normalised(multipliers, q);
        break;
      }
      System.arraycopy(next, 0, multipliers, 0, next.length);
      boolean done = value - found < ENOUGH;
      value = found;
      if (done) {
        break;
      }
    }
    double entropy = 0;
    for (double cell : q) {
      entropy -= cell > 0 ? cell * Math.log(cell) : 0;
    }
    return new Bound(value / Math.log(2), Math.abs(value - entropy) / Math.log(2), iteration);
  }

  /** The bound in nats; makes {@code q} the distribution that belongs to it. */
  private double normalised(double[] at, double[] q) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < q.length; c++) {
      int[] of = multipliersOf[c];
      q[c] = at[of[0]] + at[of[1]] + at[of[2]];
      largest = Math.max(largest, q[c]);
    }
    double sum = 0;
    for (int c = 0; c < q.length; c++) {
      q[c] = Math.exp(q[c] - largest);
      sum += q[c];
    }
    for (int c = 0; c < q.length; c++) {
      q[c] /= sum;
    }
    double value = largest + Math.log(sum);
    for (int i = 0; i < margins.length; i++) {
      value -= margins[i] > TRACE ? margins[i] * at[i] : 0;
    }
    return value;
  }

  /**
   * Newton's step of sum exp - sum margins multipliers, which has the same least point; or null.
   */
  private double[] step(NewtonMatrix matrix, double[] q) {
    matrix.clear();
    double[] step = margins.clone();
    for (int c = 0; c < q.length; c++) {
      int[] of = multipliersOf[c];
      for (int i = 0; i < 3; i++) {
        step[of[i]] -= q[c];
        for (int j = 0; j <= i; j++) {
          matrix.add(of[i], of[j], q[c]);
        }
      }
    }
    for (int i = 0; i < margins.length; i++) {
      if (!(matrix.diagonal(i) > 0)) {
        matrix.add(i, i, 1);
        step[i] = 0;
      }
    }
    if (!matrix.factor()) {
      return null;
    }
    matrix.solve(step);
    return step;
  }
}
