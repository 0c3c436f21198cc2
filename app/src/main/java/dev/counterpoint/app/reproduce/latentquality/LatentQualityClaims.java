package dev.counterpoint.app.reproduce.latentquality;

import static dev.counterpoint.app.reproduce.latentquality.SubsetValues.WHOLE;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.reproduce.latentquality.SubsetValues.Field;
import java.util.List;

/** What Huang et al. 2021 claim. */
final class LatentQualityClaims {

  private static final String SOURCE = "Huang et al. 2021, theorem 1";
  private static final String LATENT = "Huang et al. 2021, theorem 2";

  private LatentQualityClaims() {}

  static List<Claim> of(LinearValues linear) {
    return List.of(
        Claim.ofEverySeed(
            "latent.more",
            "More modalities, better latent, 4,096 examples, in every draw: the least that a proper"
                + " subset's quality is worse by",
            LATENT,
            "",
            linear.least(Field.ETA),
            null,
            Target.atLeast(0)),
        Claim.ofEverySeed(
            "risk.more",
            "And less risk, in every draw: the least that a proper subset's risk is larger by",
            SOURCE,
            "",
            linear.least(Field.RISK),
            null,
            Target.atLeast(0)),
        Claim.of(
            "few.subset",
            "With few examples a subset can win: risk of all less that of the best subset, the"
                + " sample size where that is largest",
            SOURCE + ", and its experiments",
            "",
            mostLost(linear),
            null,
            Target.atLeast(0)),
        Claim.of(
            "gap.correlation",
            "The risk gap follows the gap in latent quality: Pearson correlation over pairs of"
                + " subsets, 128 examples and more",
            SOURCE,
            "",
            new double[] {linear.gaps().correlation().value()},
            null,
            Target.atLeast(0.9)),
        Claim.ofEverySeed(
            "bound.holds",
            "The bound holds of the clipped error, in every draw, of all pairs and sample sizes: the"
                + " least that it is above the gap",
            SOURCE,
            "",
            linear.slack(true),
            null,
            Target.atLeast(0)));
  }

  static List<Claim> of(DigitValues digits) {
    int most = digits.sizes().get(digits.sizes().size() - 1);
    return List.of(
        Claim.ofEverySeed(
            "digits.latent.more",
            "Digits: more modalities, better latent, %,d pairs, in every seed: the least that a"
                    .formatted(most)
                + " proper subset's quality is worse by",
            LATENT,
            "nats",
            digits.least(Field.ETA),
            null,
            Target.atLeast(0)),
        Claim.ofEverySeed(
            "digits.risk.more",
            "Digits: and less risk, in every seed: the least that a proper subset's risk is larger"
                + " by",
            SOURCE,
            "nats",
            digits.least(Field.RISK),
            null,
            Target.atLeast(0)),
        Claim.of(
            "digits.few.subset",
            "Digits: with few examples a subset can win: risk of all less that of a subset, both"
                + " subset and number of pairs chosen by the other seeds",
            SOURCE + ", and its experiments",
            "nats",
            digits.mostLost(),
            null,
            Target.atLeast(0)),
        Claim.of(
            "digits.gap.correlation",
            "Digits: the risk gap follows the gap in latent quality: Pearson correlation over pairs"
                + " of subsets, 128 training pairs and more",
            SOURCE,
            "",
            new double[] {digits.gaps().correlation().value()},
            null,
            Target.atLeast(0.9)),
        Claim.ofEverySeed(
            "digits.bound.holds",
            "Digits: the gap in clipped risk is within the bound even without its complexity term,"
                + " in every seed, of all pairs and sizes: the least that is left",
            SOURCE,
            "nats",
            digits.slack(false),
            null,
            Target.atLeast(0)));
  }

  /** The subset is chosen by its mean over draws, so that no draw chooses for itself. */
  private static double[] mostLost(LinearValues linear) {
    double[] most = null;
    for (int size = 0; size < linear.sizes().size(); size++) {
      for (int subset = 0; subset < WHOLE; subset++) {
        double[] lost = linear.difference(size, WHOLE, subset, Field.RISK);
        if (most == null || SampleMean.of(lost).mean() > SampleMean.of(most).mean()) {
          most = lost;
        }
      }
    }
    return most;
  }
}
