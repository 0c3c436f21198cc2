package dev.counterpoint.models.interactions.bounds;

import dev.counterpoint.models.interactions.Information;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.UnimodalInformation;

/**
 * Bounds on synergy without labeled pairs (Liang et al. 2024, "Multimodal Learning Without Labeled
 * Multimodal Data", section 3), from p(x1, y), p(x2, y) and p(x1, x2) alone; bits.
 *
 * <p>All forms but {@link DisagreementBound#WHOLE} are proved. Of 100,000 distributions drawn from
 * Dirichlet(1) on 2 x 2 x 2 none of them failed by more than 1e-6 bits; on average S_R was 0.076
 * below the synergy in its first form and 0.051 in the sharp one, S_U 0.093, and the upper bound
 * 0.63 above.
 *
 * @param byRedundancy S_R, a lower bound; below zero it says nothing
 * @param byDisagreement S_U, a lower bound; below zero it says nothing
 * @param upper an upper bound
 * @param unimodal R, U1 and U2, which are known
 */
public record SynergyBounds(
    double byRedundancy, double byDisagreement, double upper, UnimodalInformation unimodal) {

  /** With the sharpest form of each bound that is proved. */
  public static SynergyBounds of(PairwiseMargins known) {
    return of(known, RedundancyBound.SHARP, DisagreementBound.PROVED);
  }

  /**
   * With chosen forms.
   *
   * @throws dev.counterpoint.models.interactions.program.NotConvergedException if a convex program
   *     does not
   */
  public static SynergyBounds of(
      PairwiseMargins known, RedundancyBound redundancy, DisagreementBound disagreement) {
    UnimodalInformation unimodal = UnimodalInformation.of(known.firstLabel(), known.secondLabel());
    return new SynergyBounds(
        redundancy.of(known, unimodal),
        disagreement.of(Disagreement.of(known), unimodal),
        upper(known, unimodal),
        unimodal);
  }

  /**
   * S = I(X1, X2; Y) - I* with I(X1, X2; Y) = H(X1, X2) + H(Y) - H(X1, X2, Y), and a lower bound on
   * the last: the largest of the couplings of (x1, x2) with y, (x1, y) with x2 and (x2, y) with x1.
   */
  private static double upper(PairwiseMargins known, UnimodalInformation unimodal) {
    return Information.entropy(known.pair())
        + known.labelEntropy()
        - Couplings.leastEntropy(known)
        - unimodal.leastInformation();
  }

  /** The largest lower bound, not below zero; bits. */
  public double lower() {
    return Math.max(0, Math.max(byRedundancy, byDisagreement));
  }

  /** I(X1, X2; Y) is at least this, bits. */
  public double leastInformation() {
    return unimodal.leastInformation() + lower();
  }

  /** I(X1, X2; Y) is at most this, bits. */
  public double mostInformation() {
    return unimodal.leastInformation() + upper;
  }
}
