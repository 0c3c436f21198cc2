package dev.counterpoint.app.reproduce.fusionbalance;

import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.DIGITS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.RATIOS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.SETS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.SWEPT;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.MethodRow;
import dev.counterpoint.app.fusion.comparison.MethodsTable;
import dev.counterpoint.app.fusion.comparison.Tuning;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.statistics.PairedComparison;
import dev.counterpoint.app.statistics.PairedTTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tables of the experiment on the balance of fusions. */
final class BalanceTables {

  private static final Map<String, String> TITLES =
      Map.of(
          FusionBalanceExperiment.MIXTURE,
          "Mixture",
          FusionBalanceExperiment.INTERACTIONS,
          "Interactions",
          DIGITS,
          "Audio-visual digits",
          FusionBalanceExperiment.STATEMENTS,
          "NLVR");

  private final BalanceOutcome outcome;

  BalanceTables(BalanceOutcome outcome) {
    this.outcome = outcome;
  }

  static String title(String set) {
    return TITLES.get(set);
  }

  /** Methods x data sets, as table 1 of the paper. */
  ResultTable methods() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int place = 0; place < 2; place++) {
      List<Cell> row =
          new ArrayList<>(List.of(Cell.text(place == 0 ? "first modality" : "second modality")));
      for (String set : SETS) {
        String modality = outcome.seeds(set).get(0).modalities().get(place);
        row.add(accuracy(set, MethodRow.UNIMODAL + modality));
      }
      rows.add(row);
    }
    for (String method : MethodRow.NAMES) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(method)));
      SETS.forEach(set -> row.add(accuracy(set, method)));
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("Method"));
    SETS.forEach(set -> columns.add(title(set)));
    return new ResultTable(
        "Methods by data set",
        "Test accuracy in %. First and second modality: x1 and x2, image and audio, image and"
            + " sentence, trained alone.",
        columns,
        rows);
  }

  private Cell accuracy(String set, String row) {
    return Cell.mean(MethodsTable.accuracies(outcome.seeds(set), row), 1);
  }

  /** Is the gain real? */
  ResultTable differences() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String method : MethodRow.NAMES) {
      if (method.equals(MethodRow.ENSEMBLE)) {
        continue;
      }
      List<Cell> row = new ArrayList<>(List.of(Cell.text(method)));
      for (String set : SETS) {
        row.add(Cell.text(difference(outcome.againstEnsemble(set).get(method))));
      }
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("Method"));
    SETS.forEach(set -> columns.add(title(set)));
    return new ResultTable(
        "Difference to the ensemble",
        "Points of test accuracy over the same seeds and splits, with the 95 % interval. * where a"
            + " paired t-test, corrected for the number of methods (Holm), has p below 0.05.",
        columns,
        rows);
  }

  private static String difference(PairedComparison against) {
    if (against.interval() == null) {
      return String.format(Locale.ROOT, "%+.2f", against.difference().mean());
    }
    boolean significant = against.holm() != null && against.holm() < 0.05;
    return String.format(
        Locale.ROOT,
        "%+.2f (%+.2f to %+.2f)%s",
        against.difference().mean(),
        against.interval().low(),
        against.interval().high(),
        significant ? " *" : "");
  }

  /** Accuracy as information moves from shared to unique. */
  ResultTable sweep() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String method : SWEPT) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(method)));
      RATIOS.forEach(ratio -> row.add(accuracy(FusionBalanceExperiment.sweep(ratio), method)));
      rows.add(row);
    }
    for (String method : List.of("joint", "mcr-greedy", "mcr-pretrained")) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(method + " minus ensemble")));
      for (double ratio : RATIOS) {
        String set = FusionBalanceExperiment.sweep(ratio);
        row.add(Cell.text(difference(outcome.againstEnsemble(set).get(method))));
      }
      rows.add(row);
    }
    List<Cell> own = new ArrayList<>(List.of(Cell.text("mcr-greedy minus multi-loss")));
    RATIOS.forEach(ratio -> own.add(Cell.text(overMultiLoss(ratio))));
    rows.add(own);
    List<String> columns = new ArrayList<>(List.of("Method"));
    RATIOS.forEach(
        ratio ->
            columns.add("%d : %d".formatted(Math.round(80 * ratio), 80 - Math.round(80 * ratio))));
    return new ResultTable(
        "Mixture: unique to shared information",
        "Test accuracy in %. Columns: % of the examples whose label the first modality alone shows,"
            + " to % whose label both show; 20 % always have it in the second alone.",
        columns,
        rows);
  }

  /** What MCR's own terms add: multi-loss has its other losses. */
  private String overMultiLoss(double ratio) {
    List<ComparedRows> seeds = outcome.seeds(FusionBalanceExperiment.sweep(ratio));
    double[] differences = MethodsTable.accuracies(seeds, "mcr-greedy");
    double[] other = MethodsTable.accuracies(seeds, "multi-loss");
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= other[i];
    }
    PairedTTest test = PairedTTest.of(differences);
    return test.interval() == null
        ? String.format(Locale.ROOT, "%+.2f", test.difference().mean())
        : String.format(
            Locale.ROOT,
            "%+.2f (%+.2f to %+.2f)",
            test.difference().mean(),
            test.interval().low(),
            test.interval().high());
  }

  /** How well each method balances the modalities of audio-visual digits. */
  ResultTable balance() {
    List<ComparedRows> seeds = outcome.seeds(DIGITS);
    List<String> modalities = seeds.get(0).modalities();
    List<List<Cell>> rows = new ArrayList<>();
    for (String method : MethodRow.NAMES) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(method)));
      for (String modality : modalities) {
        row.add(percent(seeds, method, m -> m.modality(modality).alone()));
      }
      for (String modality : modalities) {
        row.add(
            Cell.mean(
                MethodsTable.each(
                    seeds,
                    seed ->
                        100
                            * seed.evaluation(method)
                                .competitionGap(
                                    modality, seed.evaluation(MethodRow.UNIMODAL + modality))
                                .gap()),
                1));
      }
      for (String modality : modalities) {
        row.add(percent(seeds, method, m -> m.modality(modality).shapley()));
      }
      row.add(percent(seeds, method, m -> m.calibration().expectedError()));
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("Method"));
    modalities.forEach(modality -> columns.add(modality + " alone"));
    modalities.forEach(modality -> columns.add(modality + " gap"));
    modalities.forEach(modality -> columns.add(modality + " share"));
    columns.add("ECE");
    return new ResultTable(
        "Balance on audio-visual digits",
        "Alone: accuracy in % with the other modality's features at their mean. Gap: points that a"
            + " linear probe of the encoder is below one of the encoder trained alone. Share: Shapley"
            + " value, % of accuracy. ECE: expected calibration error, %.",
        columns,
        rows);
  }

  private static Cell percent(
      List<ComparedRows> seeds, String method, ToDoubleFunction<BalanceEvaluation> value) {
    return Cell.mean(
        MethodsTable.each(seeds, seed -> 100 * value.applyAsDouble(seed.evaluation(method))), 1);
  }

  /** What was chosen for each method, and from what. */
  ResultTable tuning() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String set : SETS) {
      Tuning tuning = Tuning.builtIn("fusion-" + set);
      for (Tuning.Tuned tuned : tuning.methods()) {
        List<String> tried = new ArrayList<>();
        for (Tuning.Candidate candidate : tuned.candidates()) {
          tried.add(
              "%s: %.1f"
                  .formatted(
                      String.join(" ", candidate.settings())
                          .replace("balance.", "")
                          .replace("optimizer.", ""),
                      100 * candidate.validation()));
        }
        rows.add(
            List.of(
                Cell.text(title(set)),
                Cell.text(tuned.row()),
                Cell.text(
                    String.join(" ", tuned.candidates().get(tuned.chosen()).settings())
                        .replace("balance.", "")
                        .replace("optimizer.", "")),
                Cell.text(String.join("; ", tried))));
      }
    }
    return new ResultTable(
        "What was chosen, and from what",
        "By './counterpoint tune fusion': six candidates for each method, validation accuracy in %"
            + " on seed 1000, which no result uses.",
        List.of("Data", "Method", "Chosen", "Tried"),
        rows);
  }
}
