package dev.counterpoint.app.reproduce.fusionbalance;

import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.RATIOS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.SETS;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.MethodRow;
import dev.counterpoint.app.fusion.comparison.MethodsTable;
import dev.counterpoint.app.fusion.evaluation.Predictions;
import dev.counterpoint.models.interactions.Decomposition;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.bounds.AccuracyBounds;
import dev.counterpoint.models.interactions.bounds.DisagreementBound;
import dev.counterpoint.models.interactions.bounds.RedundancyBound;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the modalities tell of the label (Liang et al. 2023), beside what fusions of them reach. The
 * symbols are what each modality's own model predicts of the test examples, so all numbers are of
 * the predictions, which know no more than the modalities.
 */
final class BalanceInteractions {

  private final BalanceOutcome outcome;
  private final Map<String, List<Measured>> groups = new HashMap<>();

  BalanceInteractions(BalanceOutcome outcome) {
    this.outcome = outcome;
  }

  /**
   * Of one seed.
   *
   * @param parts bits
   * @param accuracy of the best prediction from both, by what is known without labeled pairs
   */
  private record Measured(Decomposition parts, AccuracyBounds accuracy) {}

  private List<Measured> measured(String group) {
    return groups.computeIfAbsent(
        group, key -> outcome.seeds(key).stream().map(BalanceInteractions::measure).toList());
  }

  private static Measured measure(ComparedRows seed) {
    List<String> modalities = seed.modalities();
    Predictions first = predictions(seed, modalities.get(0));
    Predictions second = predictions(seed, modalities.get(1));
    JointDistribution p =
        JointDistribution.ofSamples(
            first.test().predict(), second.test().predict(), first.testLabels());
    PairwiseMargins known = p.margins();
    SynergyBounds synergy =
        SynergyBounds.of(known, RedundancyBound.LARGER, DisagreementBound.PROVED);
    return new Measured(Decomposition.of(p), AccuracyBounds.of(known, synergy));
  }

  private static Predictions predictions(ComparedRows seed, String modality) {
    return Predictions.read(
        seed.directory().resolve(MethodRow.UNIMODAL + modality).resolve(Predictions.NAME));
  }

  private double[] each(String group, ToDoubleFunction<Measured> value) {
    return measured(group).stream().mapToDouble(value).toArray();
  }

  private double mean(String group, ToDoubleFunction<Measured> value) {
    return SampleMean.of(each(group, value)).mean();
  }

  /** Of how many steps of the sweep the first modality's uniqueness grows. */
  long growing() {
    long growing = 0;
    for (int i = 1; i < RATIOS.size(); i++) {
      double before = mean(FusionBalanceExperiment.sweep(RATIOS.get(i - 1)), this::firstUnique);
      double after = mean(FusionBalanceExperiment.sweep(RATIOS.get(i)), this::firstUnique);
      growing += after > before ? 1 : 0;
    }
    return growing;
  }

  private double firstUnique(Measured measured) {
    return measured.parts().firstUnique();
  }

  /** Of how many data sets the best fusion's mean accuracy is within the bounds' means. */
  long within() {
    return SETS.stream()
        .filter(
            set -> {
              double best = bestAccuracy(set) / 100;
              return best >= mean(set, m -> m.accuracy().lower())
                  && best <= mean(set, m -> m.accuracy().upper());
            })
        .count();
  }

  private double bestAccuracy(String set) {
    return MethodsTable.rows(outcome.seeds(set)).stream()
        .filter(row -> !row.startsWith(MethodRow.UNIMODAL))
        .mapToDouble(row -> outcome.mean(set, row))
        .max()
        .orElse(Double.NaN);
  }

  ResultTable table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String set : SETS) {
      rows.add(row(BalanceTables.title(set), set));
    }
    for (double ratio : RATIOS) {
      long unique = Math.round(80 * ratio);
      rows.add(
          row(
              "Mixture, %d : %d".formatted(unique, 80 - unique),
              FusionBalanceExperiment.sweep(ratio)));
    }
    return new ResultTable(
        "What the modalities tell, and what fusions reach",
        "Bits, of the predictions of each modality's own model on test examples: redundancy, unique"
            + " to each, synergy. Accuracy in %: bounds on the best prediction from both, without"
            + " labeled pairs; the ensemble; the method with the best mean.",
        List.of("Data", "R", "U1", "U2", "S", "At least", "At most", "Ensemble", "Best method"),
        rows);
  }

  private List<Cell> row(String title, String group) {
    return List.of(
        Cell.text(title),
        Cell.mean(each(group, m -> m.parts().redundancy()), 2),
        Cell.mean(each(group, this::firstUnique), 2),
        Cell.mean(each(group, m -> m.parts().secondUnique()), 2),
        Cell.mean(each(group, m -> m.parts().synergy()), 2),
        Cell.number(100 * mean(group, m -> m.accuracy().lower()), 1),
        Cell.number(100 * mean(group, m -> m.accuracy().upper()), 1),
        Cell.number(outcome.mean(group, MethodRow.ENSEMBLE), 1),
        Cell.number(bestAccuracy(group), 1));
  }
}
