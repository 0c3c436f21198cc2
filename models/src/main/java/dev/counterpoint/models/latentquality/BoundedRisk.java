package dev.counterpoint.models.latentquality;

/**
 * Risks of what was learned from a subset M, of a loss in [0, C], with what theorem 1 of Huang et
 * al. 2021 adds to a gap in latent quality when M is its first subset.
 *
 * @param best population risk of the best head over the learned latent
 * @param risk population risk of what was learned, at least {@code best}
 * @param bound C
 * @param terms with a gap of 0 in latent quality
 */
public record BoundedRisk(double best, double risk, double bound, RiskBound terms) {

  /** The theorem's terms for this subset and another. */
  public RiskBound against(BoundedRisk other) {
    return new RiskBound(
        best - other.best, terms.excess(), terms.complexity(), terms.centre(), terms.deviation());
  }
}
