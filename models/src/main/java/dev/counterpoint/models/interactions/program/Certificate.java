package dev.counterpoint.models.interactions.program;

import java.util.Arrays;

/** The best feasible point of each program that was met, and what these are worth. */
final class Certificate {

  private static final double LN2 = Math.log(2);

  private final Cells cells;
  private final double[] ofTarget;
  private final double[] best;
  private final double[] q;
  private double primal = Double.POSITIVE_INFINITY;
  private double dual = Double.NEGATIVE_INFINITY;

  private final double[] largest;
  private final double[] sums;
  private final double[] missingOfTarget;

  /**
   * Nothing is known yet.
   *
   * @param ofTarget the margin of each t
   */
  Certificate(Cells cells, double[] ofTarget) {
    this.cells = cells;
    this.ofTarget = ofTarget;
    this.best = new double[cells.size()];
    this.q = new double[cells.size()];
    this.largest = new double[cells.firsts()];
    this.sums = new double[cells.margins.length];
    this.missingOfTarget = new double[ofTarget.length];
  }

  /** Nats; infinite or NaN where there is no proof. */
  double gap() {
    return primal - dual;
  }

  /**
   * Makes both points feasible to within the rounding of doubles, and keeps each if it is best.
   *
   * @return the gap between these two, nats
   */
  double consider(double[] point, double[] multipliers) {
    System.arraycopy(point, 0, q, 0, q.length);
    round();
    double value = value();
    if (value < primal) {
      primal = value;
      System.arraycopy(q, 0, best, 0, q.length);
    }
    double bound = bound(multipliers);
    if (bound > dual) {
      // Never by NaN, of multipliers that have left all bounds.
      dual = bound;
    }
    return value - bound;
  }

  /**
   * The answer.
   *
   * @param sizes A, B, T
   */
  MaximumEntropy answer(int[] sizes, int iterations) {
    double[][][] table = new double[sizes[0]][sizes[1]][sizes[2]];
    for (int k = 0; k < cells.blocks(); k++) {
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        table[cells.a[k]][cells.b[k]][cells.target[c]] = best[c];
      }
    }
    return new MaximumEntropy(table, -primal / LN2, -dual / LN2, iterations);
  }

  /** F(q), nats. */
  private double value() {
    double value = 0;
    for (int k = 0; k < cells.blocks(); k++) {
      double mass = 0;
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        mass += q[c];
      }
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        value += q[c] > 0 ? q[c] * Math.log(q[c] / mass) : 0;
      }
    }
    return value;
  }

  /**
   * Makes the margins right (Altschuler, Weed and Rigollet 2017, "Near-linear time approximation
   * algorithms for optimal transport via Sinkhorn iteration", algorithm 2): what is too much is
   * scaled down, what is missing is added as a product of what each margin misses.
   */
  private void round() {
    scaleDown(cells.first);
    scaleDown(cells.second);
    System.arraycopy(cells.margins, 0, sums, 0, sums.length);
    Arrays.fill(missingOfTarget, 0);
    for (int c = 0; c < q.length; c++) {
      sums[cells.first[c]] -= q[c];
      sums[cells.second[c]] -= q[c];
      missingOfTarget[cells.target[c]] -= q[c];
    }
    for (int c = 0; c < q.length; c++) {
      int t = cells.target[c];
      double all = missingOfTarget[t] + ofTarget[t];
      if (all > 0) {
        q[c] += Math.max(0, sums[cells.first[c]]) * Math.max(0, sums[cells.second[c]]) / all;
      }
    }
  }

  private void scaleDown(int[] marginOf) {
    Arrays.fill(sums, 0);
    for (int c = 0; c < q.length; c++) {
      sums[marginOf[c]] += q[c];
    }
    for (int c = 0; c < q.length; c++) {
      double sum = sums[marginOf[c]];
      double wanted = cells.margins[marginOf[c]];
      if (sum > wanted) {
        q[c] *= wanted / sum;
      }
    }
  }

  /**
   * The value of multipliers, those of each a first moved up or down until they just obey; nats.
   */
  private double bound(double[] multipliers) {
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < cells.blocks(); k++) {
      double top = Double.NEGATIVE_INFINITY;
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        top = Math.max(top, multipliers[cells.first[c]] + multipliers[cells.second[c]]);
      }
      double sum = 0;
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        sum += Math.exp(multipliers[cells.first[c]] + multipliers[cells.second[c]] - top);
      }
      largest[cells.a[k]] = Math.max(largest[cells.a[k]], top + Math.log(sum));
    }
    double value = 0;
    for (int i = 0; i < multipliers.length; i++) {
      double moved =
          i < cells.firstMultipliers ? multipliers[i] - largest[cells.aOf[i]] : multipliers[i];
      value += cells.margins[i] * moved;
    }
    return value;
  }
}
