package dev.counterpoint.models.interactions;

import java.util.Arrays;

/**
 * What can be known without labeled pairs: each modality with the label, and the modalities with
 * each other (Liang et al. 2024, "Multimodal Learning Without Labeled Multimodal Data", section 2).
 *
 * @param firstLabel p(x1, y), {@code (A, Y)}
 * @param secondLabel p(x2, y), {@code (B, Y)}
 * @param pair p(x1, x2), {@code (A, B)}
 */
public record PairwiseMargins(double[][] firstLabel, double[][] secondLabel, double[][] pair) {

  /**
   * Checks and copies.
   *
   * @throws MalformedDistributionException if one is no distribution, sizes do not fit, p(x1),
   *     p(x2) or p(y) differ by more than 1e-9 between the two that have it, or there is a single
   *     label
   */
  public PairwiseMargins {
    firstLabel = Tables.distribution("p(x1, y)", firstLabel);
    secondLabel = Tables.distribution("p(x2, y)", secondLabel);
    pair = Tables.distribution("p(x1, x2)", pair);
    requireSame("p(y)", Tables.columnSums(firstLabel), Tables.columnSums(secondLabel));
    requireSame("p(x1)", Tables.rowSums(firstLabel), Tables.rowSums(pair));
    requireSame("p(x2)", Tables.rowSums(secondLabel), Tables.columnSums(pair));
    JointDistribution.requireTwoLabels(Tables.columnSums(firstLabel));
  }

  /** Stops where the two tables of one variable disagree. */
  static void requireSame(String name, double[] one, double[] other) {
    if (one.length != other.length) {
      throw new MalformedDistributionException(
          "%s has %d values in one table and %d in another"
              .formatted(name, one.length, other.length),
          "Give all tables the same symbols, with zeros where one does not occur.");
    }
    for (int i = 0; i < one.length; i++) {
      if (Math.abs(one[i] - other[i]) > Tables.TOLERANCE) {
        throw new MalformedDistributionException(
            "%s of %d is %s in one table and %s in another".formatted(name, i, one[i], other[i]),
            "Margins of samples that differ are brought together by ConsistentMargins.");
      }
    }
  }

  /** p(y). */
  public double[] label() {
    return Tables.columnSums(firstLabel);
  }

  /** H(Y), bits. */
  public double labelEntropy() {
    return Information.entropy(label());
  }

  /** I(X1; Y), bits. */
  public double firstInformation() {
    return Information.mutual(firstLabel);
  }

  /** I(X2; Y), bits. */
  public double secondInformation() {
    return Information.mutual(secondLabel);
  }

  /** I(X1; X2), bits. */
  public double sharedByModalities() {
    return Information.mutual(pair);
  }

  /** The accuracy of the best prediction from the better modality alone, in [0, 1]. */
  public double bestUnimodalAccuracy() {
    return Math.max(best(firstLabel), best(secondLabel));
  }

  private static double best(double[][] p) {
    return Arrays.stream(p).mapToDouble(row -> Arrays.stream(row).max().orElse(0)).sum();
  }

  /** The same with the modalities in each other's place. */
  public PairwiseMargins swapped() {
    return new PairwiseMargins(secondLabel, firstLabel, Tables.transposed(pair));
  }
}
