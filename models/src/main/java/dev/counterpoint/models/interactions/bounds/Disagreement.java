package dev.counterpoint.models.interactions.bounds;

import dev.counterpoint.models.interactions.PairwiseMargins;

/**
 * How much the predictions from each modality alone differ: the mean over pairs of the squared
 * Euclidean distance of their probabilities of the labels, in [0, 2] (Liang et al. 2024, definition
 * of alpha).
 */
public final class Disagreement {

  private Disagreement() {}

  /** Of the best predictions, p(y | x1) and p(y | x2), over p(x1, x2). */
  public static double of(PairwiseMargins known) {
    double[][] first = conditional(known.firstLabel());
    double[][] second = conditional(known.secondLabel());
    double alpha = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        if (known.pair()[i][j] > 0) {
          alpha += known.pair()[i][j] * squaredDistance(first[i], second[j]);
        }
      }
    }
    return alpha;
  }

  /**
   * Of two classifiers that were trained apart, over unlabeled pairs.
   *
   * @param first probabilities of the labels for each pair from its x1, {@code (N, Y)}
   * @param second from its x2, {@code (N, Y)}
   * @throws IllegalArgumentException if there are no pairs, sizes differ, or a row is no
   *     distribution to within 1e-4, the rounding of floats
   */
  public static double of(double[][] first, double[][] second) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "predictions for %d and %d pairs: expected as many, and at least one"
              .formatted(first.length, second.length));
    }
    double sum = 0;
    for (int n = 0; n < first.length; n++) {
      requireDistribution(first[n], n);
      requireDistribution(second[n], n);
      if (first[n].length != second[n].length) {
        throw new IllegalArgumentException(
            "pair %d has probabilities of %d and of %d labels"
                .formatted(n, first[n].length, second[n].length));
      }
      sum += squaredDistance(first[n], second[n]);
    }
    return sum / first.length;
  }

  private static void requireDistribution(double[] row, int pair) {
    double sum = 0;
    for (double value : row) {
      // Written so that NaN fails, too.
      sum += value >= 0 ? value : Double.NaN;
    }
    if (!(Math.abs(sum - 1) <= 1e-4)) {
      throw new IllegalArgumentException(
          "the prediction for pair %d sums to %s, expected probabilities that sum to 1"
              .formatted(pair, sum));
    }
  }

  private static double[][] conditional(double[][] joint) {
    double[][] rows = new double[joint.length][joint[0].length];
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
      for (double value : joint[i]) {
        sum += value;
      }
      for (int y = 0; y < rows[i].length && sum > 0; y++) {
        rows[i][y] = joint[i][y] / sum;
      }
    }
    return rows;
  }

  private static double squaredDistance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return sum;
  }
}
