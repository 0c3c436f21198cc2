package dev.counterpoint.models.objective;

import java.util.function.IntPredicate;

/** The contrastive losses by their definitions: loops over pairs, in double precision. */
final class ReferenceLosses {

  private ReferenceLosses() {}

  static double of(
      PairObjective objective,
      float[] first,
      float[] second,
      long[] groups,
      double scale,
      double bias) {
    int n = groups.length;
    float[][] a = rows(first, n);
    float[][] b = rows(second, n);
    if (objective instanceof InfoNce infoNce) {
      double[][] s = scores(a, b, scale);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        int row = i;
        sum += softmaxTerm(s[i], i, j -> groups[j] == groups[row], infoNce.repeats());
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
          column[j] = s[j][i];
        }
        sum += softmaxTerm(column, i, j -> groups[j] == groups[row], infoNce.repeats());
      }
      return sum / (2 * n);
    }
    if (objective instanceof SigLip sigLip) {
      return sigmoid(scores(a, b, scale), groups, bias, sigLip.repeats());
    }
    float[][] all = new float[2 * n][];
    for (int i = 0; i < n; i++) {
      all[i] = a[i];
      all[n + i] = b[i];
    }
    double[][] s = scores(all, all, scale);
    if (objective instanceof NtXent ntXent) {
      double sum = 0;
      for (int i = 0; i < 2 * n; i++) {
        int view = i;
        s[i][i] = Double.NEGATIVE_INFINITY;
        sum +=
            softmaxTerm(
                s[i],
                (i + n) % (2 * n),
                j -> j != view && groups[j % n] == groups[view % n],
                ntXent.repeats());
      }
      return sum / (2 * n);
    }
    return supervised(s, groups);
  }

  /** Cross-entropy of one query; candidates of minus infinity are none. */
  private static double softmaxTerm(
      double[] scores, int partner, IntPredicate same, Repeats repeats) {
    double sum = 0;
    double target = 0;
    int members = 0;
    for (int j = 0; j < scores.length; j++) {
      boolean left = repeats == Repeats.MASK && same.test(j) && j != partner;
      sum += left ? 0 : Math.exp(scores[j]);
      if (repeats == Repeats.SHARE ? same.test(j) : j == partner) {
        target += scores[j];
        members++;
      }
    }
    return Math.log(sum) - target / members;
  }

  private static double sigmoid(double[][] s, long[] groups, double bias, Repeats repeats) {
    int n = groups.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int members = 0;
      for (long group : groups) {
        members += group == groups[i] ? 1 : 0;
      }
      for (int j = 0; j < n; j++) {
        boolean same = groups[i] == groups[j];
        boolean together = repeats == Repeats.SHARE ? same : i == j;
        double weight = 1;
        if (same && repeats == Repeats.SHARE) {
          weight = 1.0 / members;
        } else if (same && i != j && repeats == Repeats.MASK) {
          weight = 0;
        }
        double z = together ? 1 : -1;
        sum += weight * Math.log1p(Math.exp(-z * (s[i][j] + bias)));
      }
    }
    return sum / n;
  }

  private static double supervised(double[][] s, long[] groups) {
    int n = groups.length;
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < 2 * n; i++) {
      double negatives = 0;
      for (int j = 0; j < 2 * n; j++) {
        negatives += groups[i % n] == groups[j % n] ? 0 : Math.exp(s[i][j]);
      }
      for (int j = 0; j < 2 * n; j++) {
        if (i != j && groups[i % n] == groups[j % n]) {
          sum += -Math.log(Math.exp(s[i][j]) / (Math.exp(s[i][j]) + negatives));
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  private static double[][] scores(float[][] a, float[][] b, double scale) {
    double[][] scores = new double[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        for (int k = 0; k < a[i].length; k++) {
          scores[i][j] += scale * a[i][k] * b[j][k];
        }
      }
    }
    return scores;
  }

  private static float[][] rows(float[] values, int n) {
    float[][] rows = new float[n][values.length / n];
    for (int i = 0; i < values.length; i++) {
      rows[i / rows[0].length][i % rows[0].length] = values[i];
    }
    return rows;
  }
}
