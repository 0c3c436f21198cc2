package dev.counterpoint.app.reproduce.imagecaption;

import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.CURVE;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_CODES;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_TRANSFORMER;
import static dev.counterpoint.app.reproduce.imagecaption.ImageCaptionExperiment.DIGITS_WORDS;

import dev.counterpoint.app.evaluation.Readout;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.DigitsResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** ColoredMNIST with captions as codes, as words and as sentences. */
final class DigitSentences {

  private static final String ZERO_SHOT = "zero-shot";
  private static final String PROBE = "linear probe";

  private final Outcome outcome;

  DigitSentences(Outcome outcome) {
    this.outcome = outcome;
  }

  /** Accuracy in % on the reversed colours against the noisy labels, one a seed. */
  double[] zeroShotTest(String group) {
    return each(group, ZERO_SHOT, Readout.Layer.EMBEDDING, score -> score.test().noisy());
  }

  private double[] each(
      String group, String readout, Readout.Layer layer, ToDoubleFunction<ReadoutScore> value) {
    return outcome.group(group).stream()
        .map(job -> job.result(DigitsResult.class).evaluation().readout(readout, layer))
        .mapToDouble(value)
        .toArray();
  }

  ResultTable table() {
    List<List<Cell>> rows = new ArrayList<>();
    encoders()
        .forEach(
            (name, group) ->
                rows.add(
                    List.of(
                        Cell.text(name),
                        cell(group, ZERO_SHOT, Readout.Layer.EMBEDDING, s -> s.train().noisy()),
                        cell(group, ZERO_SHOT, Readout.Layer.EMBEDDING, s -> s.test().noisy()),
                        cell(group, PROBE, Readout.Layer.FEATURE, s -> s.train().noisy()),
                        cell(group, PROBE, Readout.Layer.FEATURE, s -> s.test().noisy()))));
    return new ResultTable(
        "ColoredMNIST by the form of its captions",
        "Accuracy in % against the noisy labels, of which about 9 % are wrong. Reversed: each pair"
            + " of digits has swapped its colours. Zero-shot: the mean embedding of a digit's"
            + " captions in every colour and every form.",
        List.of(
            "Captions",
            "Zero-shot, train",
            "Zero-shot, reversed",
            "Probe, train",
            "Probe, reversed"),
        rows);
  }

  LineChart curve() {
    LineChart chart =
        new LineChart(
                "Test accuracy as the colours turn",
                "colour correlation (−1 reversed, 0 shuffled, 1 aligned)",
                "zero-shot accuracy, % (noisy labels)")
            .yFrom(0, 100)
            .explained("Mean over seeds, with one standard error.");
    encoders()
        .forEach(
            (name, group) -> {
              List<ReadoutScore> scores =
                  outcome.group(group).stream()
                      .map(job -> job.result(DigitsResult.class).evaluation())
                      .map(evaluation -> evaluation.readout(ZERO_SHOT, Readout.Layer.EMBEDDING))
                      .toList();
              int points = CURVE.size();
              double[] x = CURVE.stream().mapToDouble(correlation -> correlation).toArray();
              double[] y = new double[points];
              double[] error = new double[points];
              for (int i = 0; i < points; i++) {
                double at = x[i];
                SampleMean mean =
                    SampleMean.of(scores.stream().mapToDouble(s -> accuracy(s, at)).toArray());
                y[i] = mean.mean();
                error[i] = mean.standardError() == null ? 0 : mean.standardError();
              }
              chart.bars(name, x, y, error);
            });
    return chart;
  }

  /** In % against the noisy labels; not a number where it was not measured. */
  private static double accuracy(ReadoutScore score, double correlation) {
    return score.shift().stream()
        .filter(point -> point.correlation() == correlation)
        .mapToDouble(point -> point.noisy())
        .findFirst()
        .orElse(Double.NaN);
  }

  private Cell cell(
      String group, String readout, Readout.Layer layer, ToDoubleFunction<ReadoutScore> value) {
    return Retrievals.cell(each(group, readout, layer, value), 2);
  }

  private static Map<String, String> encoders() {
    Map<String, String> encoders = new LinkedHashMap<>();
    encoders.put("one-hot codes, linear (\"ideal\")", DIGITS_CODES);
    encoders.put("sentences, bag of words", DIGITS_WORDS);
    encoders.put("sentences, transformer", DIGITS_TRANSFORMER);
    return encoders;
  }
}
