package dev.counterpoint.app.reproduce.coloredmnist;

import static dev.counterpoint.app.reproduce.coloredmnist.ColoredMnistExperiment.MULTI;
import static dev.counterpoint.app.reproduce.coloredmnist.ColoredMnistExperiment.SINGLE;
import static dev.counterpoint.app.reproduce.coloredmnist.ColoredMnistExperiment.SUPERVISED;

import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.evaluation.ReadoutScore.ShiftPoint;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.report.Section;
import dev.counterpoint.app.report.chart.HeatMap;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.job.DigitsResult;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.run.Versions;
import dev.counterpoint.datasets.colored.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Claims, tables and the page of the ColoredMNIST experiment. */
final class ColoredMnistConclusion {

  private static final List<String> METHODS = List.of(SINGLE, MULTI, SUPERVISED);

  private final Outcome outcome;
  private final ColoredMnistTables tables;

  ColoredMnistConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.tables = new ColoredMnistTables(outcome);
  }

  Conclusion conclusion() {
    List<ResultTable> all = new ArrayList<>(List.of(tables.table1(), tables.readouts()));
    if (outcome.size() == Size.PAPER) {
      all.add(tables.choices());
    }
    ExperimentResults results =
        new ExperimentResults(
            "colored-mnist",
            outcome.data().digits().name(),
            outcome.seeds(),
            outcome.seconds(),
            ColoredMnistClaims.of(own(MULTI), own(SINGLE)),
            outcome.size().name().toLowerCase(Locale.ROOT),
            Versions.all(),
            all);
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report =
        Report.of("ColoredMNIST: does a caption keep an encoder from the colour?", results);
    unconverged().ifPresent(report::warning);
    report
        .section("Verdicts")
        .paragraph(
            "Digits in ten colours: in training a digit has its own colour in 77.5 % of cases, in"
                + " the test it has its neighbour's as often. Whoever has learned the shape keeps"
                + " its accuracy; whoever has learned the colour loses nearly all of it.")
        .claims(results.claims())
        .table(tables.table1())
        .add(ReportParts.samples(outcome));
    report.section("From reversed to aligned colours").add(shiftCurve()).table(tables.conflict());
    List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    List<String> colors = Palette.TEN.colors().stream().map(Palette.Color::name).toList();
    Section detail = report.section("Where the errors are");
    for (String method : List.of(SINGLE, MULTI)) {
      detail.add(
          new HeatMap(
              "Confusion on the reversed test, " + method + "-modal",
              "Share of each digit's test pictures in %, by prediction; all seeds together.",
              "digit in the picture",
              "prediction",
              digits,
              digits,
              own(method).confusion(),
              0));
    }
    detail
        .table(tables.breakdown("Accuracy by digit", "Method", digits, false))
        .table(tables.breakdown("Accuracy by colour", "Method", colors, true));
    report.section("Other readouts").table(tables.readouts());
    choices(report.section("Choices that the paper leaves open"));
    report.section("Training").add(ReportParts.losses(outcome, METHODS));
    ReportParts.models(report.section("The models, exported"), outcome);
    ReportParts.provenance(report.section("How to repeat it"), outcome, METHODS);
    return report;
  }

  private void choices(Section section) {
    section.paragraph(
        "The paper states the colours of two digits, the rates, the label noise and the caption's"
            + " one-hot code. All that follows is ours, fixed on other seeds (0 and 1000) before the"
            + " seeds above were run.");
    section.paragraph(
        "It was not the first draft: that one had SimCLR's projection head and a temperature of 0.1"
            + " for pictures and captions, and on seed 0 its single-modal encoder kept more of the"
            + " shape than the target allows. The head was then left out, as in the paper's model,"
            + " knowing that result. How much the single-modal number hangs on such choices, the grid"
            + " shows; the multi-modal one hangs on them far less.");
    section.table(ColoredMnistTables.chosen());
    if (outcome.size() == Size.PAPER) {
      section.table(tables.choices());
      return;
    }
    Optional<ExperimentResults> reference = ReferenceResults.paperSize();
    reference
        .flatMap(ReferenceResults::choices)
        .ifPresentOrElse(
            table -> {
              section.paragraph(
                  "This table is not of this run. It was measured by 'reproduce colored-mnist --size"
                      + " paper', on "
                      + reference.get().digits()
                      + ", and comes with the program.");
              section.table(table);
            },
            () ->
                section.paragraph(
                    "What each of them changes is measured by --size paper, which takes longer."));
  }

  private LineChart shiftCurve() {
    LineChart chart =
        new LineChart(
                "Test accuracy as the colours turn",
                "colour correlation (−1 reversed, 0 shuffled, 1 aligned)",
                "accuracy, % (noisy labels)")
            .yFrom(0, 100)
            .explained(
                "Mean over seeds, with one standard error. Training is at 0.75, which is the paper's"
                    + " 77.5 %, and its test at −0.75.");
    for (String method : METHODS) {
      List<ReadoutScore> scores = own(method).scores();
      List<ShiftPoint> points = scores.get(0).shift();
      double[] x = points.stream().mapToDouble(ShiftPoint::correlation).toArray();
      double[] y = new double[x.length];
      double[] error = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int index = i;
        SampleMean mean =
            SampleMean.of(scores.stream().mapToDouble(s -> s.shift().get(index).noisy()).toArray());
        y[i] = mean.mean();
        error[i] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.bars(label(method), x, y, error);
    }
    return chart;
  }

  private static String label(String method) {
    return switch (method) {
      case MULTI -> "multi-modal, zero-shot";
      case SINGLE -> "single-modal, linear probe";
      default -> "supervised";
    };
  }

  private Measured own(String method) {
    return Measured.own(outcome.group(method));
  }

  private Optional<String> unconverged() {
    List<String> runs = new ArrayList<>();
    for (FinishedJob job : outcome.jobs()) {
      for (ReadoutScore score : job.result(DigitsResult.class).evaluation().readouts()) {
        if (Boolean.FALSE.equals(score.facts().get("converged"))) {
          runs.add(job.job().id() + " (" + score.layer() + ")");
        }
      }
    }
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of("Linear probes that did not converge: " + String.join(", ", runs) + ".");
  }
}
