package dev.counterpoint.app.reproduce.coloredmnist;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.Target;
import java.util.List;

/** The claims of table 1, with the paper's numbers; accuracies in % against noisy labels. */
final class ColoredMnistClaims {

  static final double PAPER_MULTI_TEST = 82.13;
  static final double PAPER_MULTI_TRAIN = 87.77;
  static final double PAPER_SINGLE_TEST = 12.68;
  static final double PAPER_SINGLE_TRAIN = 88.43;

  private static final String SOURCE = "Huang et al. 2024, table 1";

  private ColoredMnistClaims() {}

  static List<Claim> of(Measured multi, Measured single) {
    double[] gap = multi.testNoisy();
    double[] singleTest = single.testNoisy();
    for (int i = 0; i < gap.length; i++) {
      gap[i] -= singleTest[i];
    }
    return List.of(
        Claim.of(
            "multi.test",
            "Multi-modal contrastive learning keeps its accuracy when the colours are reversed",
            SOURCE,
            "%",
            multi.testNoisy(),
            PAPER_MULTI_TEST,
            Target.atLeast(82.13)),
        Claim.of(
            "multi.train",
            "Multi-modal, training environment",
            SOURCE,
            "%",
            multi.trainNoisy(),
            PAPER_MULTI_TRAIN,
            Target.atLeast(86)),
        Claim.of(
            "single.test",
            "Single-modal contrastive learning follows the colour, and fails when it is reversed",
            SOURCE,
            "%",
            singleTest,
            PAPER_SINGLE_TEST,
            Target.atMost(25)),
        Claim.of(
            "single.train",
            "Single-modal, training environment",
            SOURCE,
            "%",
            single.trainNoisy(),
            PAPER_SINGLE_TRAIN,
            Target.atLeast(75)),
        Claim.ofEverySeed(
            "gap.test",
            "Multi-modal minus single-modal on the reversed colours, in every seed",
            SOURCE,
            "points",
            gap,
            PAPER_MULTI_TEST - PAPER_SINGLE_TEST,
            Target.atLeast(55)));
  }
}
