package dev.counterpoint.models.interactions.bounds;

import dev.counterpoint.models.interactions.UnimodalInformation;

/**
 * Lower bounds on synergy from the disagreement of the best predictions of each modality (Liang et
 * al. 2024, theorem on S_U): S at least c alpha - max(U1, U2), with alpha the mean over p(x1, x2)
 * of the squared distance of p(y | x1) and p(y | x2), see {@link Disagreement}. The sources differ
 * in the factor c.
 */
public enum DisagreementBound {
  /**
   * c = 1, as in the authors' {@code bounds.py}. Refuted: of 100,000 distributions drawn from
   * Dirichlet(1) on 2 x 2 x 2 it exceeds the synergy of 3,342, by up to 0.054 bits, and by 0.067
   * for the one in {@code SynergyBoundsTest}. For comparison with what was published.
   */
  WHOLE {
    @Override
    public double of(double alpha, UnimodalInformation unimodal) {
      return alpha - larger(unimodal);
    }
  },
  /** c = 1/4, as in their {@code bounds_synthetic.ipynb}. It follows from {@link #PROVED}. */
  QUARTER {
    @Override
    public double of(double alpha, UnimodalInformation unimodal) {
      return 0.25 * alpha - larger(unimodal);
    }
  },
  /**
   * alpha / (4 ln 2) - (U1 + U2) / 2, the default: it is at least {@code QUARTER}, and there is a
   * proof. By Pinsker's inequality I(X1; Y | X2) in bits is at least the mean of d1^2 / (2 ln 2),
   * d1 the sum of the absolute differences of p(y | x1, x2) and p(y | x2); as differences of
   * distributions have at most half their square as sum of squares, it is at least the mean of e1^2
   * / ln 2, e1 their Euclidean length. Likewise I(X2; Y | X1) and e2. The distance of p(y | x1) and
   * p(y | x2) is at most e1 + e2, so alpha is at most twice the mean of e1^2 + e2^2, at most 2 ln 2
   * (I(X1; Y | X2) + I(X2; Y | X1)), which is 2 ln 2 (2 S + U1 + U2).
   */
  PROVED {
    @Override
    public double of(double alpha, UnimodalInformation unimodal) {
      return alpha / (4 * Math.log(2)) - (unimodal.firstUnique() + unimodal.secondUnique()) / 2;
    }
  };

  /**
   * The bound, bits; it may be below zero, and then says nothing.
   *
   * @param alpha the disagreement: of the best predictions, or in their place of classifiers that
   *     were trained apart, which makes it an estimate
   * @param unimodal U1 and U2
   */
  public abstract double of(double alpha, UnimodalInformation unimodal);

  private static double larger(UnimodalInformation unimodal) {
    return Math.max(unimodal.firstUnique(), unimodal.secondUnique());
  }
}
