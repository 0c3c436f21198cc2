package dev.counterpoint.models.prediction;

/** How far apart two predictions of the same examples are. */
public final class Divergence {

  private Divergence() {}

  /**
   * Mean Jensen-Shannon divergence of the probabilities, {@code (KL(p || m) + KL(q || m)) / 2} with
   * {@code m = (p + q) / 2} (Lin 1991, "Divergence Measures Based on the Shannon Entropy").
   *
   * @return nats, in [0, ln 2]
   * @throws IllegalArgumentException if the predictions differ in examples or classes
   */
  public static double jensenShannon(Logits one, Logits other) {
    if (one.rows() != other.rows() || one.classes() != other.classes() || one.rows() == 0) {
      throw new IllegalArgumentException(
          "expected predictions of the same examples, found (%d, %d) and (%d, %d)"
              .formatted(one.rows(), one.classes(), other.rows(), other.classes()));
    }
    double sum = 0;
    for (int row = 0; row < one.rows(); row++) {
      sum += jensenShannon(one.logProbabilities(row), other.logProbabilities(row));
    }
    return sum / one.rows();
  }

  private static double jensenShannon(double[] logP, double[] logQ) {
    double sum = 0;
    for (int k = 0; k < logP.length; k++) {
      double p = Math.exp(logP[k]);
      double q = Math.exp(logQ[k]);
      double middle = Math.log((p + q) / 2);
      // A probability that is zero as a double adds nothing, whatever its logarithm.
      sum += p == 0 ? 0 : p * (logP[k] - middle);
      sum += q == 0 ? 0 : q * (logQ[k] - middle);
    }
    return Math.max(0, sum / 2);
  }
}
