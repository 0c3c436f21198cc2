package dev.counterpoint.models.latentquality;

import dev.counterpoint.models.linear.Cholesky;
import dev.counterpoint.models.linear.SymmetricEigen;
import java.util.Arrays;
import java.util.List;

/** Small dense matrices, rows first. */
final class Matrices {

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

  /** Eigenvectors of the largest eigenvalues of a symmetric matrix, as columns. */
  static double[][] leading(double[][] symmetric, int count) {
    double[][] vectors = SymmetricEigen.of(symmetric).vectors();
    return transposed(Arrays.copyOf(vectors, count));
  }

  /** Eigenvalues of a symmetric matrix, ascending. */
  static double[] eigenvalues(double[][] symmetric) {
    double[] values = SymmetricEigen.of(symmetric).values().clone();
    Arrays.sort(values);
    return values;
  }
}
