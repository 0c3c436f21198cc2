package dev.counterpoint.app.reproduce.latentquality;

import static dev.counterpoint.app.reproduce.latentquality.LatentQualityOutcome.WHOLE;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.statistics.Correlation;
import java.util.ArrayList;
import java.util.List;

/** What Huang et al. 2021 claim. */
final class LatentQualityClaims {

  private static final String SOURCE = "Huang et al. 2021, theorem 1";
  private static final int MANY = LatentQualityExperiment.EXAMPLES.size() - 1;

  /** From so many examples on all modalities have several examples for each of their numbers. */
  private static final int ENOUGH = 128;

  private LatentQualityClaims() {}

  static List<Claim> of(LatentQualityOutcome outcome) {
    return List.of(
        Claim.ofEverySeed(
            "latent.more",
            "More modalities, better latent, 4,096 examples, in every draw: the least that a proper"
                + " subset's quality is worse by",
            "Huang et al. 2021, theorem 2",
            "",
            least(outcome, "eta"),
            null,
            Target.atLeast(0)),
        Claim.ofEverySeed(
            "risk.more",
            "And less risk, in every draw: the least that a proper subset's risk is larger by",
            SOURCE,
            "",
            least(outcome, "risk"),
            null,
            Target.atLeast(0)),
        Claim.of(
            "few.subset",
            "With few examples a subset can win: risk of all less that of the best subset, the"
                + " sample size where that is largest",
            SOURCE + ", and its experiments",
            "",
            mostLost(outcome),
            null,
            Target.atLeast(0)),
        Claim.of(
            "gap.correlation",
            "The risk gap follows the gap in latent quality: Pearson correlation over pairs of"
                + " subsets, 128 examples and more",
            SOURCE,
            "",
            new double[] {gaps(outcome).value()},
            null,
            Target.atLeast(0.9)));
  }

  /** Over proper subsets, of each draw. */
  private static double[] least(LatentQualityOutcome outcome, String field) {
    double[] least = null;
    for (int subset = 0; subset < WHOLE; subset++) {
      double[] own = outcome.difference(MANY, subset, WHOLE, field);
      if (least == null) {
        least = own;
      }
      for (int i = 0; i < own.length; i++) {
        least[i] = Math.min(least[i], own[i]);
      }
    }
    return least;
  }

  /** The subset is chosen by its mean over draws, so that no draw chooses for itself. */
  private static double[] mostLost(LatentQualityOutcome outcome) {
    double[] most = null;
    for (int size = 0; size <= MANY; size++) {
      for (int subset = 0; subset < WHOLE; subset++) {
        double[] lost = outcome.difference(size, WHOLE, subset, "risk");
        if (most == null || SampleMean.of(lost).mean() > SampleMean.of(most).mean()) {
          most = lost;
        }
      }
    }
    return most;
  }

  /** Of means over draws: for each subset within another and each size. */
  static Correlation gaps(LatentQualityOutcome outcome) {
    List<Double> quality = new ArrayList<>();
    List<Double> risk = new ArrayList<>();
    for (int size = 0; size <= MANY; size++) {
      if (LatentQualityExperiment.EXAMPLES.get(size) < ENOUGH) {
        continue;
      }
      for (int one = 0; one < outcome.subsets(); one++) {
        for (int other = 0; other < outcome.subsets(); other++) {
          if (LatentQualityOutcome.within(one, other)) {
            quality.add(SampleMean.of(outcome.difference(size, one, other, "eta")).mean());
            risk.add(SampleMean.of(outcome.difference(size, one, other, "risk")).mean());
          }
        }
      }
    }
    return Correlation.of(
        quality.stream().mapToDouble(v -> v).toArray(),
        risk.stream().mapToDouble(v -> v).toArray());
  }
}
