package dev.counterpoint.models.balance.mcr;

import dev.counterpoint.models.balance.ReferenceFusion;
import dev.counterpoint.models.balance.TestFusion;

/** MCR's terms by their definitions, in plain Java and double precision. */
final class ReferenceInformation {

  private ReferenceInformation() {}

  /** {@code (KL(p || m) + KL(q || m)) / 2}, nats. */
  static double jensenShannon(double[] p, double[] q) {
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      double m = (p[c] + q[c]) / 2;
      sum += p[c] > 0 ? p[c] * Math.log(p[c] / m) / 2 : 0;
      sum += q[c] > 0 ? q[c] * Math.log(q[c] / m) / 2 : 0;
    }
    return sum;
  }

  /**
   * MIPD of a modality.
   *
   * @param reference fused scores of the examples as they are
   * @param rows by permutation and example
   */
  static double of(
      ReferenceFusion fusion,
      double[][] reference,
      int modalities,
      int modality,
      int[][] rows,
      Pairs pairs) {
    long[] labels = TestFusion.labels();
    double sum = 0;
    int count = 0;
    for (int[] permutation : rows) {
      int[][] all = ReferenceFusion.identity(modalities);
      all[modality] = permutation;
      double[][] changed = fusion.fused(all);
      for (int n = 0; n < permutation.length; n++) {
        boolean left =
            switch (pairs) {
              case ALL -> false;
              case OTHER_EXAMPLES -> permutation[n] == n;
              case OTHER_LABELS -> labels[permutation[n]] == labels[n];
            };
        if (!left) {
          sum +=
              jensenShannon(
                  ReferenceFusion.softmax(reference[n]), ReferenceFusion.softmax(changed[n]));
          count++;
        }
      }
    }
    return sum / Math.max(count, 1);
  }

  /** Supervised contrast of rows of length one with labels. */
  static double contrast(double[][] z, long[] labels, double temperature) {
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < z.length; a++) {
      double negatives = 0;
      for (int n = 0; n < z.length; n++) {
        negatives += labels[n] == labels[a] ? 0 : Math.exp(dot(z[a], z[n]) / temperature);
      }
      for (int p = 0; p < z.length; p++) {
        if (p != a && labels[p] == labels[a]) {
          double positive = Math.exp(dot(z[a], z[p]) / temperature);
          sum -= Math.log(positive / (positive + negatives));
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  static double[] normalized(double[] row) {
    double length = Math.sqrt(dot(row, row));
    double[] unit = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      unit[i] = row[i] / length;
    }
    return unit;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
