package dev.counterpoint.models.interactions;

/** Entropies and mutual information of discrete distributions, in bits; 0 log 0 is 0. */
public final class Information {

  private static final double LN2 = Math.log(2);

  private Information() {}

  /** H(X) of p(x). */
  public static double entropy(double[] p) {
    double nats = 0;
    for (double value : p) {
      nats -= value > 0 ? value * Math.log(value) : 0;
    }
    return nats / LN2;
  }

  /** H(A, B) of p(a, b). */
  public static double entropy(double[][] p) {
    double bits = 0;
    for (double[] row : p) {
      bits += entropy(row);
    }
    return bits;
  }

  /** H(A, B, C) of p(a, b, c). */
  public static double entropy(double[][][] p) {
    double bits = 0;
    for (double[][] table : p) {
      bits += entropy(table);
    }
    return bits;
  }

  /** I(A; B) of p(a, b): the expected logarithm of p(a, b) / (p(a) p(b)); never below zero. */
  public static double mutual(double[][] p) {
    double[] a = Tables.rowSums(p);
    double[] b = Tables.columnSums(p);
    double nats = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        if (p[i][j] > 0) {
          nats += p[i][j] * Math.log(p[i][j] / a[i] / b[j]);
        }
      }
    }
    return Math.max(0, nats / LN2);
  }

  /** I(A, B; C) of p(a, b, c). */
  public static double mutual(double[][][] p) {
    double[][] rows = new double[p.length * p[0].length][];
    int row = 0;
    for (double[][] table : p) {
      for (double[] values : table) {
        rows[row++] = values;
      }
    }
    return mutual(rows);
  }
}
