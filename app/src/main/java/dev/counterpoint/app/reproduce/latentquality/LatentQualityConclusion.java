package dev.counterpoint.app.reproduce.latentquality;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.report.LineChart;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import java.util.ArrayList;
import java.util.List;

/** Claims, tables and the page of the experiment on latent quality. */
final class LatentQualityConclusion {

  private final Outcome outcome;
  private final LatentQualityOutcome measured;

  LatentQualityConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.measured = new LatentQualityOutcome(outcome);
  }

  Conclusion conclusion() {
    ExperimentResults results =
        outcome.results(
            LatentQualityClaims.of(measured),
            List.of(table("Population risk", "risk"), table("Latent quality", "eta"), gaps()));
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report = Report.of("Latent quality", results);
    report
        .section("Verdicts")
        .paragraph(
            "Three modalities of ten numbers each say much, something and little of a latent of two"
                + " numbers, from which the label's six follow, with noise. The empirical risk"
                + " minimiser of every subset is reduced-rank regression. Latent quality is the"
                + " risk of the best head over the latent that was learned, less that of the true"
                + " latent; inputs are standard normal, so it and the population risk are computed"
                + " and not estimated.")
        .claims(results.claims());
    report
        .section("By sample size")
        .add(chart("Population risk", "risk"))
        .add(chart("Latent quality", "eta"))
        .table(table("Population risk", "risk"))
        .table(table("Latent quality", "eta"));
    report
        .section("Gaps")
        .paragraph(
            "The theorem bounds the risk gap of a subset and a larger one by their gap in latent"
                + " quality and terms that vanish with the number of examples. These rows are the"
                + " first modality against all.")
        .table(gaps());
    report
        .section("What the paper leaves open")
        .paragraph(
            "Constants of its synthetic data were not at hand; dimensions, strengths and noise are"
                + " ours. Its complexity terms ask for a bounded loss, which the squared error is"
                + " not, so they are not printed beside the gaps.");
    ReportParts.provenance(
        report.section("How to repeat it"), outcome, List.of(LatentQualityExperiment.LINEAR));
    return report;
  }

  private LineChart chart(String title, String field) {
    LineChart chart =
        new LineChart(title, "training examples", "above the true latent's")
            .explained("Mean over draws, by modalities, with one standard error.")
            .logarithmicX()
            .logarithmicY();
    double[] x =
        LatentQualityExperiment.EXAMPLES.stream().mapToDouble(Integer::doubleValue).toArray();
    for (int subset = 0; subset < measured.subsets(); subset++) {
      double[] y = new double[x.length];
      double[] error = new double[x.length];
      for (int size = 0; size < x.length; size++) {
        SampleMean mean = SampleMean.of(measured.values(size, subset, field));
        y[size] = mean.mean();
        error[size] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.bars(measured.name(subset), x, y, error);
    }
    return chart;
  }

  private ResultTable table(String title, String field) {
    List<String> columns = new ArrayList<>(List.of("Modalities"));
    LatentQualityExperiment.EXAMPLES.forEach(m -> columns.add(Integer.toString(m)));
    List<List<Cell>> rows = new ArrayList<>();
    for (int subset = 0; subset < measured.subsets(); subset++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(measured.name(subset))));
      for (int size = 0; size < LatentQualityExperiment.EXAMPLES.size(); size++) {
        row.add(Cell.mean(measured.values(size, subset, field), 2));
      }
      rows.add(row);
    }
    return new ResultTable(
        title,
        "Above that of the true latent with its head; by training examples. 0 is best.",
        columns,
        rows);
  }

  private ResultTable gaps() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int size = 0; size < LatentQualityExperiment.EXAMPLES.size(); size++) {
      double[] quality = measured.difference(size, 0, LatentQualityOutcome.WHOLE, "eta");
      double[] risk = measured.difference(size, 0, LatentQualityOutcome.WHOLE, "risk");
      double[] rest = risk.clone();
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= quality[i];
      }
      rows.add(
          List.of(
              Cell.text(Integer.toString(LatentQualityExperiment.EXAMPLES.get(size))),
              Cell.mean(quality, 3),
              Cell.mean(risk, 3),
              Cell.mean(rest, 3)));
    }
    return new ResultTable(
        "The first modality less all",
        "What is left of the risk gap is what sample terms must bound.",
        List.of("Examples", "Gap in latent quality", "Gap in risk", "Left"),
        rows);
  }
}
