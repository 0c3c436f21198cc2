package dev.counterpoint.models.prediction;

import java.util.List;

/**
 * Scores of C classes for N examples on the host, not normalised: the logarithms of probabilities
 * up to a number of each example's own.
 *
 * @param values {@code (N, C)} row by row; not copied, do not change
 * @param rows N
 * @param classes C, at least 2
 */
public record Logits(float[] values, int rows, int classes) {

  /**
   * Checks the sizes and that every value is finite.
   *
   * @throws IllegalArgumentException if the sizes do not fit together
   * @throws NonFiniteScoresException if a value is infinite or not a number
   */
  public Logits {
    if (rows < 0 || classes < 2 || values.length != (long) rows * classes) {
      throw new IllegalArgumentException(
          "%d values are not scores of %d classes for %d examples"
              .formatted(values.length, classes, rows));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new NonFiniteScoresException(i / classes, i % classes, values[i]);
      }
    }
  }

  /** One score. */
  public float at(int row, int k) {
    return values[row * classes + k];
  }

  /** The class of the largest score of each example, the lower one where two are equal. */
  public int[] predict() {
    int[] best = new int[rows];
    for (int row = 0; row < rows; row++) {
      for (int k = 1; k < classes; k++) {
        if (at(row, k) > at(row, best[row])) {
          best[row] = k;
        }
      }
    }
    return best;
  }

  /**
   * Share of examples whose prediction is their label, in [0, 1].
   *
   * @throws IllegalArgumentException if there are not as many labels as examples, or there are none
   */
  public double accuracy(int[] labels) {
    requireLabels(labels);
    int[] predicted = predict();
    int right = 0;
    for (int row = 0; row < rows; row++) {
      right += predicted[row] == labels[row] ? 1 : 0;
    }
    return right / (double) rows;
  }

  /** Logarithms of the probabilities of one example's classes, nats. */
  public double[] logProbabilities(int row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      largest = Math.max(largest, at(row, k));
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(at(row, k) - largest);
    }
    double normalisation = largest + Math.log(sum);
    double[] logs = new double[classes];
    for (int k = 0; k < classes; k++) {
      logs[k] = at(row, k) - normalisation;
    }
    return logs;
  }

  /**
   * The sum of scores of the same examples.
   *
   * @param members at least one
   * @throws IllegalArgumentException if they differ in examples or classes
   */
  public static Logits sum(List<Logits> members) {
    Logits first = requireAlike(members);
    float[] sum = new float[first.values.length];
    for (Logits member : members) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += member.values[i];
      }
    }
    return new Logits(sum, first.rows, first.classes);
  }

  /**
   * The mean of probabilities of the same examples, as scores: their logarithms.
   *
   * @param members at least one
   * @throws IllegalArgumentException if they differ in examples or classes
   */
  public static Logits mixture(List<Logits> members) {
    Logits first = requireAlike(members);
    float[] logs = new float[first.values.length];
    for (int row = 0; row < first.rows; row++) {
      double[] mean = new double[first.classes];
      for (Logits member : members) {
        double[] own = member.logProbabilities(row);
        for (int k = 0; k < mean.length; k++) {
          mean[k] += Math.exp(own[k]) / members.size();
        }
      }
      for (int k = 0; k < mean.length; k++) {
        // Below the smallest double its logarithm would be infinite.
        logs[row * first.classes + k] = (float) Math.log(Math.max(mean[k], Double.MIN_VALUE));
      }
    }
    return new Logits(logs, first.rows, first.classes);
  }

  private static Logits requireAlike(List<Logits> members) {
    Logits first = members.get(0);
    for (Logits member : members) {
      if (member.rows != first.rows || member.classes != first.classes) {
        throw new IllegalArgumentException(
            "expected scores of the same examples, found (%d, %d) and (%d, %d)"
                .formatted(first.rows, first.classes, member.rows, member.classes));
      }
    }
    return first;
  }

  void requireLabels(int[] labels) {
    if (labels.length != rows || rows == 0) {
      throw new IllegalArgumentException(
          "%d labels for %d examples: expected one each, and at least one"
              .formatted(labels.length, rows));
    }
    for (int row = 0; row < rows; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "label %d of example %d is not in 0 .. %d".formatted(labels[row], row, classes - 1));
      }
    }
  }
}
