package dev.counterpoint.models.latentquality;

import dev.counterpoint.models.probe.Cholesky;
import java.util.Arrays;
import java.util.List;

/** Small dense matrices, rows first. */
final class Matrices {

  private static final int MOST_SWEEPS = 60;

  private Matrices() {}

  static double[][] transposed(double[][] a) {
    double[][] result = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        result[j][i] = a[i][j];
      }
    }
    return result;
  }

  static double[][] times(double[][] a, double[][] b) {
    double[][] result = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        for (int j = 0; j < b[k].length; j++) {
          result[i][j] += factor * b[k][j];
        }
      }
    }
    return result;
  }

  static double[][] minus(double[][] a, double[][] b) {
    double[][] result = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        result[i][j] = a[i][j] - b[i][j];
      }
    }
    return result;
  }

  static double[][] columns(double[][] a, List<Integer> columns) {
    double[][] result = new double[a.length][columns.size()];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns.size(); j++) {
        result[i][j] = a[i][columns.get(j)];
      }
    }
    return result;
  }

  static double[][] plusIdentity(double[][] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i][i] += factor;
    }
    return a;
  }

  /** Sum of squares of all numbers. */
  static double squares(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return sum;
  }

  static double trace(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i][i];
    }
    return sum;
  }

  /** Solves a x = b for a symmetric positive a. */
  static double[][] solve(double[][] a, double[][] b) {
    int columns = b[0].length;
    double[][] copy = new double[a.length][];
    double[] flat = new double[b.length * columns];
    for (int i = 0; i < a.length; i++) {
      copy[i] = a[i].clone();
      System.arraycopy(b[i], 0, flat, i * columns, columns);
    }
    Cholesky.solve(Cholesky.factor(copy), flat, columns);
    double[][] x = new double[b.length][columns];
    for (int i = 0; i < x.length; i++) {
      System.arraycopy(flat, i * columns, x[i], 0, columns);
    }
    return x;
  }

  /** Eigenvectors of the largest eigenvalues of a symmetric matrix, as columns; by Jacobi. */
  static double[][] leading(double[][] symmetric, int count) {
    int n = symmetric.length;
    double[][] vectors = new double[n][n];
    double[][] a = diagonalised(symmetric, vectors);
    double[][] result = new double[n][count];
    boolean[] taken = new boolean[n];
    for (int c = 0; c < count; c++) {
      int best = -1;
      for (int i = 0; i < n; i++) {
        if (!taken[i] && (best < 0 || a[i][i] > a[best][best])) {
          best = i;
        }
      }
      taken[best] = true;
      for (int i = 0; i < n; i++) {
        result[i][c] = vectors[i][best];
      }
    }
    return result;
  }

  /** Eigenvalues of a symmetric matrix, ascending. */
  static double[] eigenvalues(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = diagonalised(symmetric, new double[n][n]);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    Arrays.sort(values);
    return values;
  }

  /** Turns a copy by Jacobi until it is diagonal; the rotations go into {@code vectors}. */
  private static double[][] diagonalised(double[][] symmetric, double[][] vectors) {
    int n = symmetric.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = symmetric[i].clone();
      vectors[i][i] = 1;
    }
    double tiny = 1e-30 * squares(a);
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > tiny; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p][q] != 0) {
            rotate(a, vectors, p, q);
          }
        }
      }
    }
    return a;
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.signum(theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    if (theta == 0) {
      t = 1;
    }
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double first = a[k][p];
      double second = a[k][q];
      a[k][p] = c * first - s * second;
      a[k][q] = s * first + c * second;
    }
    for (int k = 0; k < a.length; k++) {
      double first = a[p][k];
      double second = a[q][k];
      a[p][k] = c * first - s * second;
      a[q][k] = s * first + c * second;
    }
    for (double[] row : vectors) {
      double first = row[p];
      double second = row[q];
      row[p] = c * first - s * second;
      row[q] = s * first + c * second;
    }
  }
}
