package dev.counterpoint.app.reproduce.signalnoise;

import static dev.counterpoint.app.reproduce.signalnoise.SignalNoiseExperiment.COLORED_MULTI;
import static dev.counterpoint.app.reproduce.signalnoise.SignalNoiseExperiment.COLORED_SINGLE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.DigitsResult;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.training.MetricsLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the first layers of MLPs learn of colour and of shape on ColoredMNIST, where colour is the
 * signal that the test reverses.
 *
 * @param outcome of the experiment
 */
record ColoredTraces(Outcome outcome) {

  private static final String COLOR = "signal-color";
  private static final String SHAPE = "signal-shape";
  private static final String NOISE = "noise";
  private static final List<String> GROUPS = List.of(COLORED_SINGLE, COLORED_MULTI);

  List<Claim> claims() {
    double[] single = ratio(COLORED_SINGLE);
    double[] multi = ratio(COLORED_MULTI);
    double[] more = new double[single.length];
    Arrays.setAll(more, i -> multi[i] - single[i]);
    return List.of(
        Claim.ofEverySeed(
            "colored.shape",
            "On ColoredMNIST two modalities learn more of the shape beside the colour, in every seed:"
                + " shape / colour in the first layer, two minus one",
            "Huang et al. 2024, sections 4 and 6",
            "",
            more,
            null,
            Target.atLeast(1e-6)));
  }

  /** Of the last line of each seed. */
  private double[] ratio(String group) {
    double[] shape = last(group, SHAPE);
    double[] color = last(group, COLOR);
    double[] ratio = new double[shape.length];
    Arrays.setAll(ratio, i -> shape[i] / color[i]);
    return ratio;
  }

  ResultTable table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String group : GROUPS) {
      rows.add(
          List.of(
              Cell.text(name(group)),
              Cell.mean(last(group, COLOR), 3),
              Cell.mean(last(group, SHAPE), 3),
              Cell.mean(last(group, NOISE), 3),
              Cell.mean(ratio(group), 2),
              Cell.mean(accuracies(group), 1)));
    }
    return new ResultTable(
        "First layers on ColoredMNIST",
        "MLPs after training. Colour and shape: the largest |w . u| over neurons and unit directions."
            + " Noise: the mean over examples of the largest |w . xi| / |xi|, xi what is left of a"
            + " picture without both. Accuracy with the colours reversed, in %.",
        List.of("Trained with", "Colour", "Shape", "Noise", "Shape / colour", "Accuracy"),
        rows);
  }

  List<LineChart> charts() {
    return List.of(
        chart("Colour in the first layer", COLOR),
        chart("Shape in the first layer", SHAPE),
        chart("Noise in the first layer", NOISE));
  }

  private LineChart chart(String title, String field) {
    LineChart chart =
        new LineChart(title, "step", "length along unit directions")
            .explained("Mean over seeds, with one standard error.");
    for (String group : GROUPS) {
      List<List<JsonNode>> seeds = lines(group);
      int points = seeds.stream().mapToInt(List::size).min().orElse(0);
      double[] x = new double[points];
      double[] y = new double[points];
      double[] error = new double[points];
      for (int i = 0; i < points; i++) {
        int line = i;
        SampleMean mean =
            SampleMean.of(
                seeds.stream()
                    .mapToDouble(seed -> seed.get(line).path(field).asDouble())
                    .toArray());
        x[i] = seeds.get(0).get(i).path("step").asDouble();
        y[i] = mean.mean();
        error[i] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.band(name(group), x, y, error);
    }
    return chart;
  }

  private static String name(String group) {
    return group.equals(COLORED_SINGLE) ? "one modality" : "two modalities";
  }

  private double[] accuracies(String group) {
    return outcome.group(group).stream()
        .mapToDouble(
            job -> job.result(DigitsResult.class).evaluation().readouts().get(0).test().noisy())
        .toArray();
  }

  private double[] last(String group, String field) {
    return lines(group).stream()
        .mapToDouble(lines -> lines.get(lines.size() - 1).path(field).asDouble())
        .toArray();
  }

  private List<List<JsonNode>> lines(String group) {
    return outcome.group(group).stream().map(ColoredTraces::lines).toList();
  }

  private static List<JsonNode> lines(FinishedJob job) {
    return new MetricsLog(job.directory().resolve("metrics.jsonl")).read();
  }
}
