package dev.counterpoint.app.reproduce.fusionbalance;

import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.DIGITS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.RATIOS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.SETS;

import dev.counterpoint.app.bench.BenchResult;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.MethodsTable;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.statistics.PairedComparison;
import java.util.ArrayList;
import java.util.List;

/** What Kontras et al. 2024 claim, asked of our data. */
final class BalanceClaims {

  private static final String SOURCE = "Kontras et al. 2024, table 1";

  private final BalanceOutcome outcome;
  private final BalanceInteractions interactions;

  BalanceClaims(BalanceOutcome outcome, BalanceInteractions interactions) {
    this.outcome = outcome;
    this.interactions = interactions;
  }

  List<Claim> all() {
    List<Claim> claims = new ArrayList<>(ofMethods());
    outcome.step(FusionBalanceExperiment.STEP_TIME).map(BalanceClaims::time).ifPresent(claims::add);
    outcome
        .step(FusionBalanceExperiment.STEP_MEMORY)
        .map(BalanceClaims::memory)
        .ifPresent(claims::add);
    return claims;
  }

  private static Claim time(BenchResult step) {
    return Claim.of(
        "mcr.step.time",
        "A step of MCR with 32 permutations takes at most twice as long as a joint one: small CNNs,"
            + " batch 256, one thread",
        "ours",
        "",
        one(1 / step.ratio()),
        null,
        Target.atMost(2));
  }

  private static Claim memory(BenchResult step) {
    return Claim.of(
        "mcr.step.memory",
        "And at most half as much again of memory",
        "ours",
        "",
        one(step.ratio()),
        null,
        Target.atMost(1.5));
  }

  private List<Claim> ofMethods() {
    return List.of(
        Claim.of(
            "joint.ensemble",
            "Joint training is below the ensemble: data sets of 4",
            SOURCE,
            "",
            one(SETS.stream().filter(set -> below(set, "joint")).count()),
            null,
            Target.atLeast(3)),
        Claim.of(
            "balancing.ensemble",
            "Methods that balance are mostly below the ensemble: share of 8 methods x 4 data sets",
            SOURCE,
            "%",
            one(100.0 * belowEnsemble() / (BalanceOutcome.BALANCING.size() * SETS.size())),
            null,
            Target.atLeast(50)),
        Claim.of(
            "mcr.settings",
            "MCR (greedy) is above the ensemble with its 95 % interval: settings of 6 (five mixtures,"
                + " audio-visual digits)",
            SOURCE,
            "",
            one(settingsAbove("mcr-greedy")),
            null,
            Target.atLeast(3)),
        Claim.of(
            "mcr.pretrained.settings",
            "And from pre-trained encoders, as in 7 of the paper's 10 settings",
            SOURCE,
            "",
            one(settingsAbove("mcr-pretrained")),
            null,
            Target.atLeast(3)),
        Claim.of(
            "mcr.best",
            "MCR, the better of the two, is above every other method's mean: data sets of 4",
            SOURCE,
            "",
            one(SETS.stream().filter(this::isBest).count()),
            null,
            Target.atLeast(2)),
        Claim.of(
            "interactions.unique",
            "What is unique to the first modality, as estimated from predictions, grows with what is"
                + " put there: steps of 4",
            "Liang et al. 2023",
            "",
            one(interactions.growing()),
            null,
            Target.atLeast(4)),
        Claim.of(
            "interactions.accuracy",
            "The best fusion's accuracy is within the bounds that need no labeled pairs: data sets"
                + " of 4",
            "Liang et al. 2023, theorem on P_acc",
            "",
            one(interactions.within()),
            null,
            Target.atLeast(4)),
        Claim.ofEverySeed(
            "shapley.sum",
            "Shapley values sum to what the modalities give: largest error, in every run of 4 data"
                + " sets",
            "ours",
            "",
            shapleyErrors(),
            null,
            Target.atMost(1e-6)));
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private boolean below(String set, String row) {
    return outcome.againstEnsemble(set).get(row).difference().mean() < 0;
  }

  private long belowEnsemble() {
    return SETS.stream()
        .mapToLong(set -> BalanceOutcome.BALANCING.stream().filter(row -> below(set, row)).count())
        .sum();
  }

  private long settingsAbove(String row) {
    List<String> settings =
        new ArrayList<>(RATIOS.stream().map(FusionBalanceExperiment::sweep).toList());
    settings.add(DIGITS);
    return settings.stream()
        .map(set -> outcome.againstEnsemble(set).get(row))
        .filter(BalanceClaims::isAbove)
        .count();
  }

  private static boolean isAbove(PairedComparison against) {
    return against.interval() != null && against.interval().low() > 0;
  }

  private boolean isBest(String set) {
    double own = Math.max(outcome.mean(set, "mcr-greedy"), outcome.mean(set, "mcr-pretrained"));
    return MethodsTable.rows(outcome.seeds(set)).stream()
        .filter(row -> !row.startsWith("mcr-"))
        .allMatch(row -> outcome.mean(set, row) < own);
  }

  private double[] shapleyErrors() {
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < outcome.seeds(DIGITS).size(); i++) {
      double largest = 0;
      for (String set : SETS) {
        ComparedRows seed = outcome.seeds(set).get(i);
        for (String row : MethodsTable.rows(List.of(seed))) {
          BalanceEvaluation measured = seed.evaluation(row);
          double sum = measured.modalities().stream().mapToDouble(m -> m.shapley()).sum();
          double none = measured.subsets().get(0).accuracy();
          largest = Math.max(largest, Math.abs(sum - (measured.accuracy() - none)));
        }
      }
      errors.add(largest);
    }
    return errors.stream().mapToDouble(error -> error).toArray();
  }
}
