package dev.counterpoint.models.interactions.program;

import java.util.Arrays;

/**
 * A symmetric positive semidefinite matrix and the solution of its equations by Cholesky factors,
 * brought to a diagonal of ones first: its entries span many powers of ten.
 */
final class NewtonMatrix {

  private final int size;

  /** Lower triangle, row by row at a stride of {@code size}. */
  private final double[] values;

  private final double[] scale;

  /** Added to the diagonal of ones. */
  private final double ridge;

  /**
   * A matrix of zeros.
   *
   * @param ridge added to the diagonal of ones, so that rounding cannot make a pivot negative; the
   *     larger, the shorter are steps along which nothing changes
   */
  NewtonMatrix(int size, double ridge) {
    this.size = size;
    this.values = new double[size * size];
    this.scale = new double[size];
    this.ridge = ridge;
  }

  void clear() {
    Arrays.fill(values, 0);
  }

  /** Adds to the entries (i, j) and (j, i), once if they are one. */
  void add(int i, int j, double value) {
    values[i >= j ? i * size + j : j * size + i] += value;
  }

  double diagonal(int i) {
    return values[i * size + i];
  }

  /** Factorises in place; false where a pivot is not above zero. */
  boolean factor() {
    for (int i = 0; i < size; i++) {
      scale[i] = 1 / Math.sqrt(values[i * size + i]);
    }
    for (int i = 0; i < size; i++) {
      int row = i * size;
      for (int j = 0; j <= i; j++) {
        values[row + j] *= scale[i] * scale[j];
      }
      values[row + i] += ridge;
    }
    for (int i = 0; i < size; i++) {
      int row = i * size;
      for (int j = 0; j <= i; j++) {
        int other = j * size;
        double sum = values[row + j];
        for (int k = 0; k < j; k++) {
          sum -= values[row + k] * values[other + k];
        }
        if (i > j) {
          values[row + j] = sum / values[other + j];
        } else if (sum > 0) {
          values[row + j] = Math.sqrt(Math.max(sum, ridge));
        } else if (sum > -1e-8) {
          // Rounding of a direction that has no curvature left.
          values[row + j] = Math.sqrt(ridge);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** Solves for one right side in place. */
  void solve(double[] b) {
    for (int i = 0; i < size; i++) {
      double sum = b[i] * scale[i];
      for (int k = 0; k < i; k++) {
        sum -= values[i * size + k] * b[k];
      }
      b[i] = sum / values[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      b[i] /= values[i * size + i];
      for (int k = 0; k < i; k++) {
        b[k] -= values[i * size + k] * b[i];
      }
    }
    for (int i = 0; i < size; i++) {
      b[i] *= scale[i];
    }
  }
}
