package dev.counterpoint.app.reproduce.fusionbalance;

import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.DIGITS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.RATIOS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.SETS;
import static dev.counterpoint.app.reproduce.fusionbalance.FusionBalanceExperiment.SWEPT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.MethodsTable;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.report.Section;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.app.run.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Claims, tables and the page of the experiment on the balance of fusions. */
final class FusionBalanceConclusion {

  private final Outcome outcome;
  private final BalanceOutcome measured;
  private final BalanceTables tables;
  private final BalanceInteractions interactions;

  FusionBalanceConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.measured = new BalanceOutcome(outcome);
    this.tables = new BalanceTables(measured);
    this.interactions = new BalanceInteractions(measured);
  }

  Conclusion conclusion() {
    ExperimentResults results =
        new ExperimentResults(
            outcome.experiment(),
            outcome.data().names(),
            outcome.seeds(),
            outcome.seconds(),
            new BalanceClaims(measured, interactions).all(),
            outcome.size().name().toLowerCase(Locale.ROOT),
            Versions.all(),
            List.of(
                tables.methods(),
                tables.differences(),
                tables.sweep(),
                interactions.table(),
                tables.balance(),
                tables.tuning()));
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report = Report.of("Fusion and its balance", results);
    report
        .section("Verdicts")
        .paragraph(
            "All methods have the same model, first values, data, splits and epochs; the epoch that"
                + " validates best is measured. Each had six candidates in the search of its settings"
                + " on validation examples of a seed that no result uses: six learning rates, or three"
                + " and then three more of its own settings at the best of them. The ensemble is made"
                + " of the tuned modalities alone. A claim about a number of data sets goes by means,"
                + " whatever their intervals: see the next section.")
        .claims(results.claims())
        .table(tables.methods());
    report.section("Is the gain real?").table(tables.differences());
    report.section("From shared to unique information").add(sweepChart()).table(tables.sweep());
    report
        .section("What the modalities tell")
        .paragraph(
            "A prediction knows no more than its modality, so these bits are at most those of the"
                + " modalities, and a fusion of features may do better than the best prediction from"
                + " two predictions. Counts of so many cells from so few examples overstate synergy.")
        .table(interactions.table());
    report.section("Balance").table(tables.balance()).add(noise());
    Section training = report.section("Training");
    for (String method : List.of("joint", "mcr-greedy")) {
      training.add(curves(method));
    }
    training.add(information());
    report
        .section("What the paper leaves open")
        .paragraph(
            "The paper's data sets (CREMA-D, AVE, UCF-101, MOSI, MOSEI, Something-Something) cannot be"
                + " shipped; these four take their place, and 'compare fusion --features' takes"
                + " extracted features of theirs. Of its synthetic mixture, dimensions, sizes and"
                + " optimizer are not printed: ours stand in the recipe below. The unpermuted"
                + " prediction learns from the regularizer (equations 8, 12, 13); in the authors'"
                + " released code its gradient cancels in the greedy game"
                + " (balance.mcr.reference=constant). MCR starts from first values, and from pre-trained encoders in the row"
                + " mcr-pretrained, as in 7 of the paper's 10 settings. The step is measured"
                + " beside other jobs, MCR's and the joint one in turn; 'bench --no-peer --only"
                + " fusion-step' measures every method's, and MCR's over tiny MLPs, where it is"
                + " dear.")
        .table(tables.tuning());
    ReportParts.provenance(report.section("How to repeat it"), outcome, SETS);
    return report;
  }

  private LineChart sweepChart() {
    LineChart chart =
        new LineChart(
                "Accuracy as information becomes unique",
                "% of examples whose label the first modality alone shows",
                "test accuracy, %")
            .explained("Mean over seeds, with one standard error.");
    for (String method : SWEPT) {
      double[] x = new double[RATIOS.size()];
      double[] y = new double[x.length];
      double[] error = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        String set = FusionBalanceExperiment.sweep(RATIOS.get(i));
        SampleMean mean = SampleMean.of(MethodsTable.accuracies(measured.seeds(set), method));
        x[i] = 80 * RATIOS.get(i);
        y[i] = mean.mean();
        error[i] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.bars(method, x, y, error);
    }
    return chart;
  }

  /** Test accuracy under noise on what one modality's encoder reads. */
  private LineChart noise() {
    LineChart chart =
        new LineChart(
                "Audio-visual digits under noise on one modality",
                "deviation of the noise, relative to that of the modality's numbers",
                "test accuracy, %")
            .explained("Mean over seeds. The other modality stays as it is.");
    List<ComparedRows> seeds = measured.seeds(DIGITS);
    for (String method : List.of("ensemble", "joint", "mcr-greedy")) {
      for (String modality : seeds.get(0).modalities()) {
        List<List<BalanceEvaluation.Point>> curves =
            seeds.stream()
                .map(seed -> seed.evaluation(method).modality(modality).inputNoise())
                .toList();
        int points = curves.get(0).size();
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
          int place = i;
          x[i] = curves.get(0).get(i).strength();
          y[i] =
              100
                  * curves.stream()
                      .mapToDouble(curve -> curve.get(place).accuracy())
                      .average()
                      .orElse(Double.NaN);
        }
        chart.line(method + ", " + modality, x, y);
      }
    }
    return chart;
  }

  /** Validation accuracy of each modality while a method trains. */
  private LineChart curves(String method) {
    return lines(
        "Audio-visual digits: " + method,
        "validation accuracy, %",
        "Mean over seeds. A modality alone: the features of the other are zeros.",
        "validationAccuracy",
        100,
        method);
  }

  private LineChart information() {
    return lines(
        "Audio-visual digits: what MCR estimates",
        "divergence, nats",
        "Mean over seeds of mcr-greedy's estimates on training batches: how far its prediction moves"
            + " when a modality is permuted.",
        "mipd-",
        1,
        "mcr-greedy");
  }

  private LineChart lines(
      String title, String unit, String explanation, String prefix, double scale, String method) {
    LineChart chart = new LineChart(title, "step", unit).explained(explanation);
    Map<String, Map<Long, List<Double>>> byName = new LinkedHashMap<>();
    for (ComparedRows seed : measured.seeds(DIGITS)) {
      for (JsonNode line : seed.metrics(method)) {
        line.properties()
            .forEach(
                field -> {
                  if (field.getKey().startsWith(prefix)) {
                    byName
                        .computeIfAbsent(field.getKey(), name -> new LinkedHashMap<>())
                        .computeIfAbsent(line.path("step").asLong(), step -> new ArrayList<>())
                        .add(scale * field.getValue().asDouble());
                  }
                });
      }
    }
    byName.forEach(
        (name, steps) ->
            chart.line(
                name.replace("validationAccuracy.", "").replace("validationAccuracy", "prediction"),
                steps.keySet().stream().mapToDouble(step -> step).toArray(),
                steps.values().stream()
                    .mapToDouble(v -> v.stream().mapToDouble(d -> d).average().orElse(Double.NaN))
                    .toArray()));
    return chart;
  }
}
