package dev.counterpoint.app.reproduce.interactions;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.Target;
import java.util.Arrays;
import java.util.List;

/** What Liang et al. 2023 claim, and what we ask of the solver. */
final class InteractionsClaims {

  private static final String LOWER = "Liang et al. 2023, theorem on S_R";
  private static final String DISAGREEMENT = "Liang et al. 2023, theorem on S_U";

  private InteractionsClaims() {}

  static List<Claim> of(InteractionsOutcome outcome) {
    double[] known = outcome.known();
    return List.of(
        claim(
            "known.distance",
            "Ten distributions against their closed forms: largest distance (10^-9 bits)",
            "ours",
            new double[] {1e9 * known[0]},
            1_000),
        claim(
            "gap",
            "Duality gap that proves a decomposition, largest of all (10^-9 bits)",
            "ours",
            Arrays.stream(outcome.numbers("largestGap")).map(gap -> 1e9 * gap).toArray(),
            100),
        claim(
            "lower.redundancy",
            "S_R is a lower bound on synergy: violations",
            LOWER,
            outcome.bound("redundancy FIRST", "violations"),
            0),
        claim(
            "lower.redundancy.sharp",
            "So is its sharpest form, with all that is known: violations",
            LOWER,
            outcome.bound("redundancy SHARP", "violations"),
            0),
        claim(
            "lower.disagreement",
            "S_U is a lower bound with the factor 1 of the authors' code: violations",
            DISAGREEMENT,
            outcome.bound("disagreement WHOLE", "violations"),
            0),
        claim(
            "lower.disagreement.quarter",
            "S_U is a lower bound with the factor 1/4 of their notebook: violations",
            DISAGREEMENT,
            outcome.bound("disagreement QUARTER", "violations"),
            0),
        claim(
            "upper",
            "The min-entropy coupling gives an upper bound: violations",
            "Liang et al. 2023, theorem on the upper bound",
            outcome.bound("upper", "violations"),
            0),
        claim(
            "accuracy.lower",
            "The best accuracy is at least its bound: violations",
            "Liang et al. 2023, theorem on P_acc",
            outcome.bound("accuracy of the paper, lower", "violations"),
            0),
        claim(
            "accuracy.upper",
            "And at most Fano's, solved exactly: violations",
            "Liang et al. 2023, theorem on P_acc",
            outcome.bound("upper accuracy", "violations"),
            0),
        Claim.of(
            "correlation",
            "Synergy estimated from 10,000 examples against the truth: Pearson correlation",
            "ours",
            "",
            new double[] {outcome.ofEstimates().value()},
            null,
            Target.atLeast(0.9)),
        claim(
            "seconds",
            "All decompositions, one thread (seconds)",
            "ours",
            outcome.numbers("decompositionSeconds"),
            120));
  }

  private static Claim claim(String id, String text, String source, double[] values, double most) {
    return Claim.of(id, text, source, "", values, null, Target.atMost(most));
  }
}
