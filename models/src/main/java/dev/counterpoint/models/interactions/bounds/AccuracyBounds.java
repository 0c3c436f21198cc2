package dev.counterpoint.models.interactions.bounds;

import dev.counterpoint.models.interactions.PairwiseMargins;
import java.util.Arrays;

/**
 * Bounds on the accuracy of the best prediction of a label, from bounds on what is known of it.
 *
 * <p>Those of the paper (Liang et al. 2024, theorem on P_acc, as it was handed down to us): 2^(I -
 * H(Y)) at most P_acc at most (I + 1) / log2 |Y|. The lower one holds for every distribution. The
 * upper one is Fano's inequality with h(error) at most 1, |Y| - 1 at most |Y| and H(Y) = log2 |Y|,
 * so that it holds for labels that are equally frequent; it is refuted for others ({@code
 * AccuracyBoundsTest} has a distribution; 176 of 10,000 from Dirichlet(1) on 2 x 2 x 4 exceed it)
 * and says nothing of two labels, for which it is at least 1.
 *
 * @param lower P_acc is at least this, in [0, 1]
 * @param upper P_acc is at most this, in [0, 1]
 */
public record AccuracyBounds(double lower, double upper) {

  private static final int HALVINGS = 60;

  /**
   * The sharpest that follow: from information both ways, and from each modality alone, beside
   * which the other can do no harm.
   *
   * @param known p(y), and the accuracies of each modality
   * @param least I(X1, X2; Y) is at least this, bits
   * @param most I(X1, X2; Y) is at most this, bits
   */
  public static AccuracyBounds of(PairwiseMargins known, double least, double most) {
    double entropy = known.labelEntropy();
    double lower = Math.max(known.bestUnimodalAccuracy(), least(Math.max(0, entropy - least)));
    double upper = most(Math.max(0, entropy - most), labels(known.label()));
    return new AccuracyBounds(lower, Math.max(lower, upper));
  }

  /**
   * The same from bounds on synergy.
   *
   * @param known what is known without labeled pairs
   */
  public static AccuracyBounds of(PairwiseMargins known, SynergyBounds synergy) {
    return of(known, synergy.leastInformation(), synergy.mostInformation());
  }

  /** The paper's: 2^(least - H(Y)) and (most + 1) / log2 |Y|; see there for when they hold. */
  public static AccuracyBounds asInPaper(PairwiseMargins known, double least, double most) {
    return new AccuracyBounds(
        Math.pow(2, least - known.labelEntropy()), (most + 1) / log2(labels(known.label())));
  }

  /**
   * The paper's estimate of the accuracy: the mean of both ends, the upper one at most 1 (Liang et
   * al. 2024, section on estimating performance). It is not proved to be near anything.
   */
  public double estimate() {
    return (lower + Math.min(1, upper)) / 2;
  }

  /**
   * The least accuracy of the best prediction at a conditional entropy (Feder and Merhav 1994,
   * "Relations between entropy and error probability"): linear between 1 / k at log2 k, for k = 1,
   * 2, 3 and so on. It is nowhere below 2^-entropy.
   *
   * @param conditional H(Y | X), bits, at least 0
   */
  public static double least(double conditional) {
    int k = (int) Math.floor(Math.pow(2, conditional) * (1 + 1e-12));
    double share = (conditional - log2(k)) / (log2(k + 1) - log2(k));
    return (1 - share) / k + share / (k + 1);
  }

  /**
   * The largest accuracy at a conditional entropy: where Fano's inequality, H(Y | X) at most h(e) +
   * e log2(|Y| - 1) for the error e, is an equation.
   *
   * @param conditional H(Y | X), bits, in [0, log2 |Y|]
   * @param labels |Y|, at least 2: those of a probability above zero
   */
  public static double most(double conditional, int labels) {
    double low = 0;
    double high = 1 - 1.0 / labels;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double error = (low + high) / 2;
      if (fano(error, labels) < conditional) {
        low = error;
      } else {
        high = error;
      }
    }
    // The lower end: a smaller error is impossible.
    return 1 - low;
  }

  private static double fano(double error, int labels) {
    double other = 1 - error;
    double binary = (error > 0 ? -error * log2(error) : 0) + (other > 0 ? -other * log2(other) : 0);
    return binary + error * log2(labels - 1);
  }

  private static int labels(double[] p) {
    return (int) Arrays.stream(p).filter(value -> value > 0).count();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
