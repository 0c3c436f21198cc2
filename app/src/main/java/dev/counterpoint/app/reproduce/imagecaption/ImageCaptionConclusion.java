package dev.counterpoint.app.reproduce.imagecaption;

import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.CAPTIONS;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_CODES;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_TRANSFORMER;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_WORDS;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.PICTURES;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.TWO_TOWERS;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.WORDS;

import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluator;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.report.Picture;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.report.Section;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.app.reproduce.job.Retrieval.Shift;
import dev.counterpoint.app.run.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Claims, tables and the page of the experiment on pictures with captions. */
final class ImageCaptionConclusion {

  /** A contact sheet of queries with what they found, which a run may leave. */
  private static final String SHEET = CaptionedEvaluator.SHEET;

  private static final int STRENGTHS = 5;

  private static final List<String> ON_PICTURES = List.of(TWO_TOWERS, WORDS, PICTURES, CAPTIONS);
  private static final List<String> ON_DIGITS =
      List.of(DIGITS_CODES, DIGITS_WORDS, DIGITS_TRANSFORMER);

  private final Outcome outcome;
  private final ImageCaptionTables tables;
  private final DigitSentences digits;

  ImageCaptionConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.tables = new ImageCaptionTables(outcome);
    this.digits = new DigitSentences(outcome);
  }

  Conclusion conclusion() {
    ExperimentResults results =
        new ExperimentResults(
            outcome.experiment(),
            outcome.data().names(),
            outcome.seeds(),
            outcome.seconds(),
            ImageCaptionClaims.of(outcome),
            outcome.size().name().toLowerCase(Locale.ROOT),
            Versions.all(),
            List.of(
                tables.retrieval(),
                tables.classes(),
                tables.corruptions(),
                tables.captionShifts(),
                tables.space(),
                digits.table()));
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report = Report.of("Pictures with captions: what does a second modality give?", results);
    report
        .section("Verdicts")
        .paragraph(
            "Everything is measured on pictures that were held out, with the captions that people"
                + " gave them. A claim that falls short stands here as one that holds does.")
        .claims(results.claims())
        .table(tables.retrieval())
        .table(tables.classes());
    sheet(report);
    report
        .section("When the pictures change")
        .add(shiftChart("Linear probe of the groups", "accuracy, %", Shift::probe, PICTURES))
        .add(shiftChart("Pictures by captions", "recall@10, %", Shift::recallAt10, WORDS))
        .table(tables.corruptions());
    report.section("When the captions change").table(tables.captionShifts());
    report.section("The common space").table(tables.space());
    report
        .section("Does the ideal language encoder matter?")
        .paragraph(
            "On ColoredMNIST the paper gives the caption as a one-hot code of digit and colour, and"
                + " calls that an ideal language encoder. Here the same content is an English"
                + " sentence, drawn afresh for each example in each epoch from a small grammar, and"
                + " the encoder has to learn which of its words are the digit and which the colour."
                + " All else is the same: encoder of pictures, loss, optimizer, epochs.")
        .table(digits.table())
        .add(digits.curve());
    Section training = report.section("Training");
    training.add(ReportParts.losses(outcome, ON_PICTURES));
    training.add(ReportParts.losses(outcome, ON_DIGITS));
    if (!outcome.models().isEmpty()) {
      ReportParts.models(report.section("Models"), outcome);
    }
    List<String> groups = Stream.concat(ON_PICTURES.stream(), ON_DIGITS.stream()).toList();
    ReportParts.provenance(report.section("How to repeat it"), outcome, groups);
    return report;
  }

  /** Two towers against another method, by strength of the corruption. */
  private LineChart shiftChart(
      String title, String unit, ToDoubleFunction<Shift> value, String other) {
    LineChart chart =
        new LineChart(title, "strength of the corruption", unit)
            .explained("Mean over corruptions and seeds, with one standard error.");
    for (String group : List.of(TWO_TOWERS, other)) {
      Retrievals own = Retrievals.of(outcome, group);
      double[] x = new double[STRENGTHS];
      double[] y = new double[STRENGTHS];
      double[] error = new double[STRENGTHS];
      for (int i = 0; i < STRENGTHS; i++) {
        SampleMean mean = SampleMean.of(own.corrupted(i + 1, value));
        x[i] = i + 1;
        y[i] = mean.mean();
        error[i] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.bars(group, x, y, error);
    }
    return chart;
  }

  private void sheet(Report report) {
    Path sheet = outcome.group(TWO_TOWERS).get(0).directory().resolve(SHEET);
    if (!Files.exists(sheet)) {
      return;
    }
    try {
      report
          .section("What captions find")
          .add(
              new Picture(
                  "Captions and the pictures they find",
                  "Held-out captions of the first seed, best first; the right picture has a star.",
                  "Rows of small pictures, one row per caption",
                  Files.readAllBytes(sheet)));
    } catch (IOException e) {
      throw new FileNotReadException(sheet, e);
    }
  }
}
