package dev.counterpoint.models.latentquality;

/**
 * The right side of theorem 1 of Huang et al. 2021, term by term: for a loss that is L-Lipschitz in
 * the prediction and lies in [0, C], and m independent examples, with probability at least {@code 1
 * - delta}
 *
 * <pre>
 * r(h_M g_M) - r(h_N g_N) &lt;= gamma_S(M, N) + 8 L Rad_m(H G_M) + 4 C / sqrt(m)
 *                              + 2 C sqrt(2 ln(2 / delta) / m)
 * </pre>
 *
 * with {@code gamma_S(M, N) = eta(g_M) - eta(g_N)}. The theorem is about minimisers of the
 * empirical risk. Its proof uses no more of them than that what was learned from M has no larger
 * empirical risk than the best head over the same latent; where it has, by {@code excess}, that is
 * added, and the bound holds of whatever was learned.
 *
 * <p>All terms are in the unit of the loss.
 *
 * @param gamma gap in latent quality, M less N
 * @param excess empirical risk of what was learned from M, less that of the best head over its
 *     latent; 0 or more
 * @param complexity {@code 8 L Rad_m}, 0 or more; NaN where the class has no known one, as deep
 *     encoders
 * @param centre {@code 4 C / sqrt(m)}
 * @param deviation {@code 2 C sqrt(2 ln(2 / delta) / m)}
 */
public record RiskBound(
    double gamma, double excess, double complexity, double centre, double deviation) {

  /**
   * Computes the terms.
   *
   * @param gamma gap in latent quality
   * @param excess of the empirical risk; below 0 counts as 0
   * @param complexity {@code 8 L Rad_m}, or NaN
   * @param bound C, above 0
   * @param examples m, at least 1
   * @param delta in (0, 1)
   * @throws IllegalArgumentException if C, m or delta is out of its range
   */
  public static RiskBound of(
      double gamma, double excess, double complexity, double bound, int examples, double delta) {
    if (!(bound > 0) || bound == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("C must be above 0 and finite, found " + bound);
    }
    if (examples < 1) {
      throw new IllegalArgumentException("expected at least 1 example, found " + examples);
    }
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("delta must be between 0 and 1, found " + delta);
    }
    return new RiskBound(
        gamma,
        Math.max(0, excess),
        complexity,
        4 * bound / Math.sqrt(examples),
        2 * bound * Math.sqrt(2 * Math.log(2 / delta) / examples));
  }

  /** The whole right side; NaN where the complexity is not known. */
  public double value() {
    return known() + complexity;
  }

  /**
   * The right side without the complexity term, which is not negative: a gap that is within this is
   * within the bound.
   */
  public double known() {
    return gamma + excess + centre + deviation;
  }

  /**
   * An upper bound on the empirical Rademacher complexity of linear maps {@code x -> W x} with
   * {@code ||W||_F <= B}, of all outputs together: {@code E sup_W sum_ik s_ik (W x_i)_k / m <= B
   * sqrt(K sum_i ||x_i||^2) / m} by Cauchy-Schwarz and Jensen, s being signs. A rank that is
   * bounded only makes the class smaller. For one output it is the known {@code B sqrt(sum
   * ||x_i||^2) / m}; for several, contraction by an L-Lipschitz loss costs a factor of sqrt(2)
   * (Maurer 2016, "A vector-contraction inequality for Rademacher complexities", corollary 4).
   *
   * @param inputs {@code (m, D)}, at least one row
   * @param norm B, 0 or more
   * @param outputs K, at least 1
   */
  public static double linearComplexity(double[][] inputs, double norm, int outputs) {
    return norm * Math.sqrt(outputs * Matrices.squares(inputs)) / inputs.length;
  }
}
