package dev.counterpoint.models.interactions.program;

/**
 * A primal-dual interior-point method for {@link ConditionalEntropyProgram}, as by Boyd and
 * Vandenberghe 2004, "Convex Optimization", section 11.7, from a point with the right margins.
 *
 * <p>With the multipliers c = lambda(a,t) + mu(b,t) of each cell and the multiplier z of q at least
 * 0, it follows
 *
 * <p>log(q(a,b,t) / q(a,b)) - z = c, margins of q right, q z = tau start
 *
 * <p>as tau goes to 0. Then sum_t exp(c) = sum_t q(t|a,b) exp(-z) is at most 1: what it follows is
 * feasible for the dual, with a gap of tau nats. The product of each cell with where it started
 * makes the equations those of relative sizes, so that rare symbols are as good as frequent ones.
 *
 * <p>The Newton equations of one block (a, b) have a diagonal less a matrix of rank one, whose
 * inverse is a diagonal plus one of rank one (Sherman and Morrison) without any difference of close
 * numbers. What is left is a system in the multipliers only.
 *
 * <p>q goes along its step until F(q) - tau sum start log q has become smaller enough (Armijo), so
 * that no start is too far away. The multipliers go along theirs as far as z stays above zero,
 * whatever q does: once q has nothing to gain but rounding, they still get nearer, and with them
 * the bound. Tau falls only where the gap that is proved has come down to it.
 */
final class InteriorPoint {

  private static final int MOST_ITERATIONS = 150;

  /** Share of the way to the border of the positive numbers that a step goes at most. */
  private static final double TO_THE_BORDER = 0.95;

  private static final double FIRST_TAU = 0.3;

  /** At which nothing is gained any more in double precision. */
  private static final double LAST_TAU = 1e-12;

  /** Tau is made smaller where what the equations leave over is below this many of it. */
  private static final double NEAR = 10;

  /** Factor between z and where it belongs, at most. */
  private static final double FAR = 1e6;

  /** What the merit may get worse by, nats: its rounding. */
  private static final double ROUNDING = 1e-14;

  private static final double RIDGE = 1e-14;

  private static final int MOST_HALVINGS = 40;

  /** Iterations without a smaller gap after which there will be none. */
  private static final int PATIENCE = 40;

  /** Likewise once the gap is below this many nats. */
  private static final double GOOD = 1e-9;

  private static final int LITTLE_PATIENCE = 4;

  private final Cells cells;
  private final double[] start;
  private final double[] q;
  private final double[] z;
  private final double[] multipliers;
  private final double[] qStep;
  private final double[] zStep;
  private final double[] trial;

  /** The inverse of the diagonal of a block's equations, q / (1 + z). */
  private final double[] inverse;

  /** What the equations leave over. */
  private final double[] gradient;

  private final Certificate certificate;
  private int iterations;

  /**
   * Begins at the product q(a|t) q(b|t) q(t).
   *
   * @param ofTarget q(t)
   */
  InteriorPoint(Cells cells, double[] ofTarget, Certificate certificate) {
    this.cells = cells;
    this.certificate = certificate;
    this.start = new double[cells.size()];
    this.z = new double[cells.size()];
    for (int c = 0; c < start.length; c++) {
      start[c] =
          cells.margins[cells.first[c]]
              / ofTarget[cells.target[c]]
              * cells.margins[cells.second[c]];
      z[c] = 1;
    }
    this.q = start.clone();
    this.multipliers = new double[cells.margins.length];
    this.qStep = new double[q.length];
    this.zStep = new double[q.length];
    this.trial = new double[q.length];
    this.inverse = new double[q.length];
    this.gradient = new double[q.length];
  }

  int iterations() {
    return iterations;
  }

  /**
   * Iterates until the gap of the certificate is below a limit, or no step makes it smaller.
   *
   * @param accuracy nats
   * @param shrink what tau is multiplied by, below 1
   */
  void run(double accuracy, double shrink) {
    NewtonMatrix matrix = new NewtonMatrix(multipliers.length, RIDGE);
    double[] step = new double[multipliers.length];
    double tau = FIRST_TAU;
    double best = Double.POSITIVE_INFINITY;
    int since = 0;
    for (iterations = 0; iterations < MOST_ITERATIONS; iterations++) {
      double current = certificate.consider(q, multipliers);
      double gap = certificate.gap();
      since = gap < 0.9 * best ? 0 : since + 1;
      best = Math.min(best, gap);
      if (gap < accuracy || since > (best < GOOD ? LITTLE_PATIENCE : PATIENCE)) {
        return;
      }
      while (tau > LAST_TAU && current < NEAR * tau && error(tau) < NEAR * tau) {
        tau = Math.max(LAST_TAU, shrink * tau);
      }
      fill(matrix, step, tau);
      if (!matrix.factor()) {
        return;
      }
      matrix.solve(step);
      if (!advance(step, tau)) {
        return;
      }
    }
  }

  /** What the equations leave over, weighted by probability, nats. */
  private double error(double tau) {
    double error = 0;
    for (int k = 0; k < cells.blocks(); k++) {
      double mass = mass(k, q);
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        error += q[c] * Math.abs(Math.log(q[c] / mass) - z[c] - at(multipliers, c));
        error += Math.abs(q[c] * z[c] - tau * start[c]);
      }
    }
    return error;
  }

  /** F(q) - tau sum start log q, which each step makes smaller. */
  private double merit(double[] point, double tau) {
    double merit = 0;
    for (int k = 0; k < cells.blocks(); k++) {
      double mass = mass(k, point);
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        merit += point[c] * Math.log(point[c] / mass) - tau * start[c] * Math.log(point[c]);
      }
    }
    return merit;
  }

  /** The Newton equations in the multipliers: matrix, and right side into {@code right}. */
  private void fill(NewtonMatrix matrix, double[] right, double tau) {
    matrix.clear();
    System.arraycopy(cells.margins, 0, right, 0, right.length);
    for (int k = 0; k < cells.blocks(); k++) {
      double mass = mass(k, q);
      double rest = 0;
      double sum = 0;
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        double share = 1 / (1 + z[c]);
        inverse[c] = q[c] * share;
        rest += inverse[c] * z[c];
        // log(q / mass) - z - c + (q z - tau start) / q
        gradient[c] = Math.log(q[c] / mass) - at(multipliers, c) - tau * start[c] / q[c];
        sum += inverse[c] * gradient[c];
      }
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        int i = cells.first[c];
        int j = cells.second[c];
        double back = inverse[c] * (gradient[c] + sum / rest);
        right[i] += back - q[c];
        right[j] += back - q[c];
        matrix.add(i, i, inverse[c]);
        matrix.add(j, j, inverse[c]);
        matrix.add(j, i, inverse[c]);
        double outer = inverse[c] / rest;
        for (int d = cells.start[k]; d < cells.start[k + 1]; d++) {
          double product = outer * inverse[d];
          if (d <= c) {
            matrix.add(i, cells.first[d], product);
            matrix.add(j, cells.second[d], product);
          }
          matrix.add(j, cells.first[d], product);
        }
      }
    }
    for (int pin : cells.pinned) {
      matrix.add(pin, pin, matrix.diagonal(pin));
    }
  }

  /** Goes as far as the signs allow and the merit gets better; false where it does not. */
  private boolean advance(double[] step, double tau) {
    double ofQ = 1;
    double ofZ = 1;
    double slope = 0;
    for (int k = 0; k < cells.blocks(); k++) {
      double rest = 0;
      double sum = 0;
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        rest += inverse[c] * z[c];
        sum += inverse[c] * (at(step, c) - gradient[c]);
      }
      for (int c = cells.start[k]; c < cells.start[k + 1]; c++) {
        qStep[c] = inverse[c] * (at(step, c) - gradient[c] + sum / rest);
        zStep[c] = tau * start[c] / q[c] - z[c] - z[c] * (qStep[c] / q[c]);
        slope += qStep[c] * (gradient[c] + at(multipliers, c));
        if (qStep[c] < 0) {
          ofQ = Math.min(ofQ, -TO_THE_BORDER * q[c] / qStep[c]);
        }
        if (zStep[c] < 0) {
          ofZ = Math.min(ofZ, -TO_THE_BORDER * z[c] / zStep[c]);
        }
      }
    }
    double length = search(ofQ, Math.min(slope, 0), tau);
    if (length == 0) {
      return false;
    }
    for (int c = 0; c < q.length; c++) {
      q[c] = trial[c];
      double central = tau * start[c] / q[c];
      // Never far from where it belongs, or the next equations tell nothing of this cell.
      z[c] = Math.min(Math.max(z[c] + ofZ * zStep[c], central / FAR), central * FAR);
    }
    for (int i = 0; i < step.length; i++) {
      multipliers[i] += ofZ * step[i];
    }
    return true;
  }

  /** Armijo's rule, from the longest step on; 0 where none is short enough. */
  private double search(double longest, double slope, double tau) {
    double before = merit(q, tau);
    double length = longest;
    for (int halving = 0; halving < MOST_HALVINGS; halving++, length *= 0.5) {
      for (int c = 0; c < q.length; c++) {
        // What rounding adds to a rare cell beside a frequent one must not exceed its margins.
        trial[c] = Math.min(q[c] + length * qStep[c], most(c));
      }
      if (merit(trial, tau) <= before + 1e-4 * length * slope + ROUNDING) {
        return length;
      }
    }
    return 0;
  }

  private double most(int c) {
    return Math.min(cells.margins[cells.first[c]], cells.margins[cells.second[c]]);
  }

  private double mass(int block, double[] point) {
    double mass = 0;
    for (int c = cells.start[block]; c < cells.start[block + 1]; c++) {
      mass += point[c];
    }
    return mass;
  }

  private double at(double[] values, int c) {
    return values[cells.first[c]] + values[cells.second[c]];
  }
}
