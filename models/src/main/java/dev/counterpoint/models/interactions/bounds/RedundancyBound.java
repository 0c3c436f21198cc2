package dev.counterpoint.models.interactions.bounds;

import dev.counterpoint.models.interactions.Information;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.Tables;
import dev.counterpoint.models.interactions.UnimodalInformation;
import dev.counterpoint.models.interactions.program.ConditionalEntropyProgram;
import dev.counterpoint.models.interactions.program.PairwiseEntropyProgram;

/**
 * Lower bounds on synergy from redundancy (Liang et al. 2024, theorem on S_R): S = R - I(X1; X2) +
 * I(X1; X2 | Y) is at least
 *
 * <p>S_R = R - I(X1; X2) + min over r of I_r(X1; X2 | Y)
 *
 * <p>where r has the margins that are known. The forms differ in which of them r must have. All
 * hold for every distribution, and none can be below its predecessor's part of what it knows:
 * {@code SHARP} is at least {@code LARGER}, which is the larger of {@code FIRST} and {@code
 * SECOND}.
 *
 * <p>With I_r(X1; X2 | Y) = H(X1 | Y) - H_r(X1 | X2, Y), the first form asks for the largest H_r(X1
 * | X2, Y) at given r(x1, x2) and r(x1, y). That is a concave program, the one of {@link
 * ConditionalEntropyProgram} with target X1 and sources X2 and Y.
 *
 * <p>The variants from uniqueness, S = I(X1; Y | X2) - U1 at least min over r of I_r(X1; Y | X2) -
 * U1, are nothing new: with r(x1, x2) and r(x1, y) given, I_r(X1; Y | X2) = H(X1 | X2) - H_r(X1 |
 * X2, Y), and the bound is H(X1 | X2) - U1 - max H_r(X1 | X2, Y), which is {@code FIRST} as R =
 * I(X1; Y) - U1. In the same way U2 leads to {@code SECOND}.
 */
public enum RedundancyBound {
  /** r has p(x1, x2) and p(x1, y): the one that the authors' code reports. */
  FIRST {
    @Override
    public double of(PairwiseMargins known, UnimodalInformation unimodal) {
      return ofFirst(known, unimodal);
    }
  },
  /** r has p(x1, x2) and p(x2, y): the authors' code computes it and leaves it. */
  SECOND {
    @Override
    public double of(PairwiseMargins known, UnimodalInformation unimodal) {
      return ofFirst(known.swapped(), unimodal);
    }
  },
  /** The larger of the two. */
  LARGER {
    @Override
    public double of(PairwiseMargins known, UnimodalInformation unimodal) {
      return Math.max(FIRST.of(known, unimodal), SECOND.of(known, unimodal));
    }
  },
  /**
   * r has all three margins, as in the paper's set of r; the default. Then I_r(X1; X2 | Y) is H(X1
   * | Y) + H(X2 | Y) + H(Y) - H_r(X1, X2, Y), and what is asked is the largest entropy. No larger
   * lower bound follows from the margins, as the r that is found has this synergy. Margins of
   * different samples may have no such r: then it is an error.
   */
  SHARP {
    @Override
    public double of(PairwiseMargins known, UnimodalInformation unimodal) {
      PairwiseEntropyProgram.Bound most =
          PairwiseEntropyProgram.solve(known.pair(), known.firstLabel(), known.secondLabel());
      double leastGivenLabel =
          Information.entropy(known.firstLabel())
              + Information.entropy(known.secondLabel())
              - known.labelEntropy()
              - Information.entropy(known.pair())
              - most.bound();
      double sharp = unimodal.redundancy() - known.sharedByModalities() + leastGivenLabel;
      // Where Newton's method ended early, at the border and beside rare symbols, two margins can
      // tell more than what it found of three.
      return most.slack() < CONVERGED ? sharp : Math.max(sharp, LARGER.of(known, unimodal));
    }
  };

  /** Slack of a program that has found its optimum, bits. */
  private static final double CONVERGED = 1e-7;

  /**
   * The bound, bits; it may be below zero, and then says nothing.
   *
   * @param known the margins
   * @param unimodal R of the same margins
   * @throws dev.counterpoint.models.interactions.program.NotConvergedException if a convex program
   *     does not
   * @throws dev.counterpoint.models.interactions.program.IncompatibleMarginsException of {@code
   *     SHARP}, if no distribution has the margins
   */
  public abstract double of(PairwiseMargins known, UnimodalInformation unimodal);

  private static double ofFirst(PairwiseMargins known, UnimodalInformation unimodal) {
    // From the side that is proved: no r has a larger entropy.
    double most =
        ConditionalEntropyProgram.solve(Tables.transposed(known.pair()), turned(known)).bound();
    double leastGivenLabel = Information.entropy(known.firstLabel()) - known.labelEntropy() - most;
    return unimodal.redundancy() - known.sharedByModalities() + leastGivenLabel;
  }

  private static double[][] turned(PairwiseMargins known) {
    return Tables.transposed(known.firstLabel());
  }
}
