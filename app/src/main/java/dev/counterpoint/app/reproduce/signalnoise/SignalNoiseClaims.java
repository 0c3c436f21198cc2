package dev.counterpoint.app.reproduce.signalnoise;

import static dev.counterpoint.app.reproduce.signalnoise.SignalNoiseOutcome.MULTI;
import static dev.counterpoint.app.reproduce.signalnoise.SignalNoiseOutcome.SINGLE;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.Target;
import java.util.Arrays;
import java.util.List;

/** What Huang et al. 2024 say of their figure 1. */
final class SignalNoiseClaims {

  private static final String FIGURE = "Huang et al. 2024, figure 1";

  private SignalNoiseClaims() {}

  static List<Claim> of(SignalNoiseOutcome outcome) {
    return List.of(
        Claim.of(
            "single.accuracy",
            "One modality stagnates out of distribution: accuracy after 200 epochs",
            FIGURE + " (\"around 0.5\") and theorem 4.2",
            "%",
            percent(outcome.last(SINGLE, "accuracy")),
            50.0,
            Target.atMost(60)),
        Claim.of(
            "multi.accuracy",
            "Two modalities do not: accuracy after 200 epochs",
            FIGURE + " (\"nearly 1.0\") and theorem 4.3",
            "%",
            percent(outcome.last(MULTI, "accuracy")),
            100.0,
            Target.atLeast(90)),
        Claim.ofEverySeed(
            "signal.order",
            "Two modalities learn more of the signal, in every seed: max |gamma|, two minus one",
            FIGURE,
            "",
            difference(outcome.last(MULTI, "signal"), outcome.last(SINGLE, "signal")),
            null,
            Target.atLeast(1e-6)),
        Claim.ofEverySeed(
            "noise.order",
            "One modality memorizes more noise, in every seed: max |rho|, one minus two",
            FIGURE,
            "",
            difference(outcome.last(SINGLE, "noise"), outcome.last(MULTI, "noise")),
            null,
            Target.atLeast(1e-6)),
        Claim.ofEverySeed(
            "single.loss",
            "One modality's training loss converges, in every seed",
            FIGURE,
            "nats",
            outcome.last(SINGLE, "loss"),
            null,
            Target.atMost(0.1)),
        Claim.ofEverySeed(
            "multi.loss",
            "So does that of two, in every seed",
            FIGURE,
            "nats",
            outcome.last(MULTI, "loss"),
            null,
            Target.atMost(0.1)));
  }

  private static double[] percent(double[] shares) {
    return Arrays.stream(shares).map(share -> 100 * share).toArray();
  }

  private static double[] difference(double[] one, double[] other) {
    double[] result = one.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] -= other[i];
    }
    return result;
  }
}
