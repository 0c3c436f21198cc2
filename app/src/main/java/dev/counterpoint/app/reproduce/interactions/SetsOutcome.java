package dev.counterpoint.app.reproduce.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.interactions.sets.InteractionSet;
import dev.counterpoint.app.interactions.sets.InteractionsTable;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.SimulationResult;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured of data sets, and what is claimed of them. */
record SetsOutcome(Outcome outcome) {

  private static final String BOUNDS =
      "Liang et al. 2023, theorems on S_R, S_U and the upper bound";
  private static final String PERFORMANCE = "Liang et al. 2023, theorem on P_acc";

  /** For each data set what was found with each seed. */
  List<List<JsonNode>> sets() {
    return Arrays.stream(InteractionSet.values())
        .map(
            set ->
                outcome.group(InteractionsExperiment.group(set)).stream()
                    .map(job -> job.result(SimulationResult.class).simulated().runs())
                    .toList())
        .toList();
  }

  InteractionsTable table() {
    return new InteractionsTable(sets());
  }

  List<Claim> claims() {
    int all = sets().size();
    return List.of(
        claim(
            "sets.synergy",
            "Synergy of all labeled pairs lies within bounds that saw no labeled pair (data sets)",
            BOUNDS,
            counts(
                set -> {
                  double synergy = estimate(set, "clusters", "synergy");
                  return synergy >= set.path("thirds").path("synergyAtLeast").asDouble()
                      && synergy <= estimate(set, "thirds", "synergyAtMost");
                }),
            all),
        claim(
            "sets.disagreement",
            "Disagreement of classifiers trained apart bounds it from below (data sets)",
            BOUNDS,
            counts(
                set ->
                    set.path("thirds").path("synergyByClassifiers").asDouble()
                        <= estimate(set, "clusters", "synergy")),
            all),
        claim(
            "sets.accuracy.clusters",
            "The fusion's accuracy lies in the range foretold from clusters (data sets)",
            PERFORMANCE,
            counts(set -> isWithin(set, "clusters")),
            all),
        claim(
            "sets.accuracy.predictions",
            "And in that foretold from predictions of each modality alone (data sets)",
            PERFORMANCE,
            counts(set -> isWithin(set, "predictions")),
            all),
        claim(
            "sets.accuracy.paper",
            "And in the paper's, from clusters (data sets)",
            PERFORMANCE,
            counts(
                set ->
                    fusion(set) >= set.path("clusters").path("paperAtLeast").asDouble()
                        && fusion(set) <= set.path("clusters").path("paperAtMost").asDouble()),
            all),
        claim(
            "sets.ranking",
            "The middle of the range, from clusters, ranks data sets as the fusion does (pairs of"
                + " data sets)",
            "Liang et al. 2023, estimate of performance",
            ordered(),
            all * (all - 1) / 2));
  }

  private static Claim claim(String id, String text, String source, double[] values, int expected) {
    return Claim.of(id, text, source, "", values, null, Target.atLeast(expected));
  }

  /** For each seed, of how many data sets it is true. */
  private double[] counts(Predicate<JsonNode> holds) {
    return eachSeed(seed -> seed.stream().filter(holds).count());
  }

  private double[] eachSeed(ToDoubleFunction<List<JsonNode>> value) {
    List<List<JsonNode>> sets = sets();
    return IntStream.range(0, sets.get(0).size())
        .mapToObj(seed -> sets.stream().map(set -> set.get(seed)).toList())
        .mapToDouble(value)
        .toArray();
  }

  private double[] ordered() {
    return eachSeed(
        sets -> {
          int same = 0;
          for (int i = 0; i < sets.size(); i++) {
            for (int j = 0; j < i; j++) {
              double measured = fusion(sets.get(i)) - fusion(sets.get(j));
              double foretold = middle(sets.get(i)) - middle(sets.get(j));
              same += measured * foretold > 0 ? 1 : 0;
            }
          }
          return same;
        });
  }

  private static double middle(JsonNode set) {
    return set.path("clusters").path("estimate").asDouble();
  }

  private static boolean isWithin(JsonNode set, String symbols) {
    return fusion(set) >= estimate(set, symbols, "accuracyAtLeast")
        && fusion(set) <= estimate(set, symbols, "accuracyAtMost");
  }

  private static double estimate(JsonNode set, String symbols, String quantity) {
    return set.path(symbols).path(quantity).path("estimate").asDouble();
  }

  /** Test accuracy of the fusion that is better on validation examples. */
  private static double fusion(JsonNode set) {
    return set.path("accuracies").path("fusion").asDouble();
  }
}
