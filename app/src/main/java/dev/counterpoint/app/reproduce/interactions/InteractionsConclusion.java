package dev.counterpoint.app.reproduce.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.app.statistics.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Claims, tables and the page of the experiment on interactions. */
final class InteractionsConclusion {

  private static final double BIN = 0.05;

  private static final Map<String, String> DRAWN =
      Map.of(
          "redundancy FIRST",
          "lower, redundancy",
          "redundancy SHARP",
          "lower, redundancy, sharpest",
          "disagreement PROVED",
          "lower, disagreement",
          "upper",
          "upper");

  private static final List<String> ORDER =
      List.of("redundancy FIRST", "redundancy SHARP", "disagreement PROVED", "upper");

  private final Outcome outcome;
  private final InteractionsOutcome measured;
  private final SetsOutcome sets;
  private final DisagreementOutcome towers;

  InteractionsConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.measured = new InteractionsOutcome(outcome);
    this.sets = new SetsOutcome(outcome);
    this.towers = new DisagreementOutcome(outcome);
  }

  Conclusion conclusion() {
    List<Claim> claims = new ArrayList<>(InteractionsClaims.of(measured));
    claims.addAll(sets.claims());
    claims.addAll(towers.claims());
    ExperimentResults results =
        outcome.results(
            claims,
            List.of(
                bounds(),
                known(),
                sets.table().information(),
                sets.table().bounds(),
                sets.table().foretold(),
                sets.table().measured(),
                towers.kept(),
                towers.unique()));
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report = Report.of("Interactions", results);
    Correlation correlation = measured.ofEstimates();
    report
        .section("Verdicts")
        .paragraph(
            "What two modalities tell of a label is redundant, unique to one, or synergistic: told"
                + " by both together alone. Redundancy and uniqueness follow from labeled examples"
                + " of each modality; synergy does not, and the paper bounds it without labeled"
                + " pairs. A claim with violations is refuted as it stands.")
        .claims(results.claims());
    report
        .section("Bounds on random distributions")
        .paragraph(
            "Distributions over 2 x 2 x 2, drawn uniformly (Dirichlet(1)), as in the paper. The"
                + " disagreement bound's factor is 1 in the authors' code and 1/4 in their notebook:"
                + " with 1 it is refuted; the counterexample with weights {{1, 15}, {6, 6}} and"
                + " {{0, 0}, {15, 1}} over 44 has no synergy, and the bound says 0.067 bits. A form"
                + " with a proof, alpha / (4 ln 2) - (U1 + U2) / 2, stands beside them. The paper's"
                + " upper bound on accuracy, (I + 1) / log2 |Y|, says nothing of two labels.")
        .add(chart())
        .table(bounds());
    report
        .section("Estimates from examples")
        .paragraph(
            correlation.interval() == null
                ? "Too few distributions were sampled."
                : String.format(
                    Locale.ROOT,
                    "Of %,d distributions 10,000 examples each were drawn and their synergy was"
                        + " estimated from counts: correlation with the truth %.4f, 95 %% interval"
                        + " %.4f to %.4f.",
                    measured.points("estimates", "synergy").length,
                    correlation.value(),
                    correlation.interval().low(),
                    correlation.interval().high()));
    report
        .section("Data sets")
        .paragraph(
            "Three ways from a data set to a table. Clusters: each example to length one, five"
                + " principal components, 20 clusters for each modality, as in the paper's code; the"
                + " ten colours are symbols as they are. Predictions: what a classifier of each"
                + " modality alone says of test examples it has not seen. Thirds: clusters, where one"
                + " third of the examples has the first modality and the label, one the second and"
                + " the label, and one both without a label. A symbol knows less than the features"
                + " it stands for, so a fusion of features can do better than the best prediction"
                + " from symbols, and a range from clusters can be left by it. Coloured digits are"
                + " of the training environment of Huang et al. 2024, so nothing here says what"
                + " happens when colours turn. A recording comes with several pictures, which the"
                + " bootstrap does not know: intervals of audio-visual digits are too narrow.")
        .table(sets.table().information())
        .table(sets.table().bounds())
        .table(sets.table().foretold())
        .table(sets.table().measured());
    report
        .section("Learning what modalities disagree on")
        .paragraph(
            "Agreement (InfoNCE between modalities, as in CLIP) rewards what modalities have in"
                + " common and nothing else. Disagreement is a contrast of two noisy views of one"
                + " modality whose negatives are weighted by how near they are in the other: its"
                + " reward is bounded by I(X1; X1' | X2), what the modality tells beyond the other."
                + " 'Within' is the same with all other examples as negatives. All representations"
                + " are equally wide, agreement and the rest a half each where there are both."
                + " Towers and probes see different examples; means over seeds. On the data with synergy"
                + " alone the modalities tell nothing of each other, so agreement has nothing to"
                + " learn: its row is to be read beside that of untrained towers. Nor do"
                + " these lose much of a linear label: the sixteen numbers of a representation are"
                + " more than the ten that make a modality. So the table tells what agreement throws"
                + " away, what a second term puts back, and what the parts say twice; not that"
                + " towers must be trained to keep it. 'simulate disagreement --width' asks for"
                + " narrower ones.")
        .table(towers.kept())
        .table(towers.unique());
    report.section("Closed forms").table(known());
    ReportParts.provenance(
        report.section("How to repeat it"), outcome, InteractionsExperiment.groups());
    return report;
  }

  private ResultTable bounds() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String name : measured.bounds()) {
      rows.add(
          List.of(
              Cell.text(name.toLowerCase(Locale.ROOT)),
              Cell.mean(measured.bound(name, "violations"), 0),
              Cell.mean(measured.bound(name, "worst"), 4),
              Cell.mean(measured.bound(name, "meanDistance"), 4)));
    }
    return new ResultTable(
        "Bounds",
        "Violations by more than 1e-6, the largest, and the mean distance of bound and truth; bits,"
            + " and shares for accuracy.",
        List.of("Bound", "Violations", "Largest", "Mean distance"),
        rows);
  }

  private ResultTable known() {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode known : measured.seeds().get(0).path("known")) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(known.path("name").asText())));
      for (JsonNode part : known.path("found")) {
        row.add(Cell.number(part.asDouble(), 6));
      }
      row.add(Cell.text(String.format(Locale.ROOT, "%.0e", known.path("gap").asDouble())));
      rows.add(row);
    }
    return new ResultTable(
        "Decompositions that are known",
        "Bits; the gap bounds how far the numbers are from the true ones.",
        List.of("Distribution", "R", "U1", "U2", "S", "Gap"),
        rows);
  }

  private LineChart chart() {
    LineChart chart =
        new LineChart("Bounds by true synergy", "synergy, bits", "bound, bits")
            .explained(
                "Mean over distributions of about the same synergy, of the first thousand; bounds"
                    + " below zero count as they are.");
    double[] synergy = measured.points("points", "synergy");
    int bins = 0;
    for (double value : synergy) {
      bins = Math.max(bins, 1 + (int) (value / BIN));
    }
    double[] centre = new double[bins];
    for (int b = 0; b < bins; b++) {
      centre[b] = (b + 0.5) * BIN;
    }
    chart.line("synergy itself", centre, centre);
    for (String name : ORDER) {
      double[] values = measured.points("points", name);
      double[] y = new double[bins];
      double[] error = new double[bins];
      for (int b = 0; b < bins; b++) {
        List<Double> own = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
          if ((int) (synergy[i] / BIN) == b) {
            own.add(values[i]);
          }
        }
        y[b] = Double.NaN;
        if (own.isEmpty()) {
          continue;
        }
        SampleMean mean = SampleMean.of(own.stream().mapToDouble(v -> v).toArray());
        y[b] = mean.mean();
        error[b] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.bars(DRAWN.get(name), centre, y, error);
    }
    return chart;
  }
}
