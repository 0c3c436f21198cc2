package dev.counterpoint.models.linear;

/** Cholesky factors of symmetric positive matrices, in double precision on the host. */
public final class Cholesky {

  private Cholesky() {}

  /** The lower triangular L with {@code L L' = matrix}; in place, the upper part is left over. */
  public static double[][] factor(double[][] matrix) {
    int size = matrix.length;
    for (int j = 0; j < size; j++) {
      double[] rowJ = matrix[j];
      for (int i = j; i < size; i++) {
        double[] rowI = matrix[i];
        double sum = rowI[j];
        for (int k = 0; k < j; k++) {
          sum -= rowI[k] * rowJ[k];
        }
        if (i == j && !(sum > 0)) {
          throw new IllegalArgumentException("not positive: pivot %d is %s".formatted(j, sum));
        }
        rowI[j] = i == j ? Math.sqrt(sum) : sum / rowJ[j];
      }
    }
    return matrix;
  }

  /**
   * Solves {@code L L' X = B} in place.
   *
   * @param factor {@code (D, D)}
   * @param b starts with {@code (D, columns)} row by row; what follows stays
   */
  public static void solve(double[][] factor, double[] b, int columns) {
    int size = factor.length;
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        subtract(b, i, factor[i][k], k, columns);
      }
      divide(b, i, factor[i][i], columns);
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        subtract(b, i, factor[k][i], k, columns);
      }
      divide(b, i, factor[i][i], columns);
    }
  }

  private static void subtract(double[] b, int from, double times, int row, int columns) {
    for (int c = 0; c < columns; c++) {
      b[from * columns + c] -= times * b[row * columns + c];
    }
  }

  private static void divide(double[] b, int row, double by, int columns) {
    for (int c = 0; c < columns; c++) {
      b[row * columns + c] /= by;
    }
  }
}
