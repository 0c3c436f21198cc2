package dev.counterpoint.app.reproduce.signalnoise;

import static dev.counterpoint.app.reproduce.signalnoise.SignalNoiseOutcome.MULTI;
import static dev.counterpoint.app.reproduce.signalnoise.SignalNoiseOutcome.SINGLE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.report.Section;
import dev.counterpoint.app.report.chart.HeatMap;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.models.signalnoise.SignalNoiseSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Claims, tables and the page of the experiment on signal and noise. */
final class SignalNoiseConclusion {

  private static final List<String> KINDS = List.of(SINGLE, MULTI);
  private static final SignalNoiseSettings PAPER = SignalNoiseSettings.PAPER;

  private final Outcome outcome;
  private final SignalNoiseOutcome measured;
  private final ColoredTraces colored;

  SignalNoiseConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.measured = new SignalNoiseOutcome(outcome);
    this.colored = new ColoredTraces(outcome);
  }

  Conclusion conclusion() {
    List<Claim> claims = new ArrayList<>(SignalNoiseClaims.of(measured));
    claims.addAll(colored.claims());
    ExperimentResults results =
        outcome.results(claims, List.of(figure(), phases(), open(), heads(), colored.table()));
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report = Report.of("Signal and noise", results);
    report
        .section("Verdicts")
        .paragraph(
            "Examples have a patch with a signal, along or against mu by their label, and a patch of"
                + " noise. With one modality the positive is the example with a little more noise;"
                + " with two it is the other modality's example, whose signal is C_mu times as"
                + " strong and whose noise is its own. Networks, losses, negatives and descent are"
                + " the paper's. Out of distribution, the signal is weaker and the noise new; a"
                + " logistic head that was fitted on the training examples' features decides.")
        .claims(results.claims())
        .table(figure());
    report
        .section("Figure 1")
        .add(chart("Training loss", "nats", "loss", 1))
        .add(chart("Accuracy out of distribution", "%", "accuracy", 100))
        .add(chart("Signal learning", "max |gamma|", "signal", 1))
        .add(chart("Noise memorization", "max |rho|", "noise", 1));
    report
        .section("Where two modalities win, and where not")
        .paragraph(
            "Both signals' strengths change, all else stays. The theory asks for a second modality"
                + " with C_mu of at least 2.66 and for n SNR^2 of the order of 1, which is |mu| of"
                + " about 4.5.")
        .add(gains())
        .table(phases());
    Section section =
        report
            .section("Colour and shape on ColoredMNIST")
            .paragraph(
                "The first layer of an MLP is linear in the picture, so what it has learned of a"
                    + " direction can be read off. Directions of colours and of digits are the"
                    + " effects of a two-way layout, in which every pair of a colour and a digit"
                    + " counts the same, so that neither holds the other. In training colour tells"
                    + " the label; the test reverses it.");
    colored.charts().forEach(section::add);
    section.table(colored.table());
    report
        .section("What the paper leaves open")
        .paragraph(
            "Temperature, deviation of first weights and the head's examples and penalty are not"
                + " stated. Negatives are all examples of the opposite label: then the loss begins"
                + " at about 3.9 and 7.8 nats, as the figure's axis asks. The head is fitted on"
                + " training examples. The figure's quantities are the largest coefficients of"
                + " the decomposition, of the first modality's network.")
        .table(open())
        .table(heads());
    ReportParts.provenance(
        report.section("How to repeat it"),
        outcome,
        List.of(SignalNoiseExperiment.FIGURE, SignalNoiseExperiment.COLORED_MULTI));
    return report;
  }

  private ResultTable figure() {
    List<List<Cell>> rows = new ArrayList<>();
    for (String kind : KINDS) {
      rows.add(
          List.of(
              Cell.text(kind.equals(SINGLE) ? "one modality" : "two modalities"),
              Cell.mean(measured.last(kind, "loss"), 4),
              Cell.mean(scaled(measured.last(kind, "accuracy"), 100), 1),
              Cell.mean(measured.last(kind, "signal"), 3),
              Cell.mean(measured.last(kind, "noise"), 3),
              Cell.mean(measured.last(kind, "signalProduct"), 3),
              Cell.mean(measured.last(kind, "noiseProduct"), 3)));
    }
    return new ResultTable(
        "After 200 epochs, the paper's constants",
        "Accuracy out of distribution in %. Signal and noise: the largest |gamma| and |rho| of the"
            + " decomposition. Products: the largest |w . mu|, and the mean over examples of the"
            + " largest answer to a noise patch.",
        List.of(
            "Trained with",
            "Loss",
            "Accuracy",
            "Signal",
            "Noise",
            "Signal product",
            "Noise product"),
        rows);
  }

  private LineChart chart(String title, String unit, String field, double scale) {
    LineChart chart =
        new LineChart(title, "epoch", unit)
            .explained("Mean over seeds, with one standard deviation to both sides.");
    for (String kind : KINDS) {
      double[][] curves = measured.curves(kind, field);
      double[] x = new double[curves[0].length];
      double[] mean = new double[x.length];
      double[] deviation = new double[x.length];
      for (int e = 0; e < x.length; e++) {
        x[e] = e;
        int epoch = e;
        double[] values = Arrays.stream(curves).mapToDouble(c -> scale * c[epoch]).toArray();
        double average = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - average) * (v - average)).sum();
        mean[e] = average;
        deviation[e] = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
      }
      chart.band(kind.equals(SINGLE) ? "one modality" : "two modalities", x, mean, deviation);
    }
    return chart;
  }

  private Predicate<JsonNode> phase(double signal, double ratio) {
    return SignalNoiseOutcome.with("signal", signal, "secondRatio", ratio);
  }

  private HeatMap gains() {
    List<Double> signals = SignalNoiseExperiment.SIGNALS;
    List<Double> ratios = SignalNoiseExperiment.RATIOS;
    double[][] gains = new double[signals.size()][ratios.size()];
    for (int s = 0; s < gains.length; s++) {
      for (int r = 0; r < gains[s].length; r++) {
        Predicate<JsonNode> settings = phase(signals.get(s), ratios.get(r));
        gains[s][r] = 100 * (mean(settings, MULTI) - mean(settings, SINGLE));
      }
    }
    return new HeatMap(
        "Two modalities minus one, accuracy out of distribution (points)",
        "Mean over seeds.",
        "|mu|",
        "C_mu",
        signals.stream().map(String::valueOf).toList(),
        ratios.stream().map(String::valueOf).toList(),
        gains,
        0);
  }

  private double mean(Predicate<JsonNode> settings, String kind) {
    return Arrays.stream(measured.last(SignalNoiseExperiment.PHASES, settings, kind, "accuracy"))
        .average()
        .orElse(Double.NaN);
  }

  private ResultTable phases() {
    List<List<Cell>> rows = new ArrayList<>();
    for (double signal : SignalNoiseExperiment.SIGNALS) {
      List<Cell> row = new ArrayList<>();
      double ratio = PAPER.signalToNoise() / PAPER.signal() * signal;
      row.add(Cell.text("%s (%.2f)".formatted(signal, PAPER.examples() * ratio * ratio)));
      row.add(accuracy(phase(signal, SignalNoiseExperiment.RATIOS.get(0)), SINGLE));
      for (double second : SignalNoiseExperiment.RATIOS) {
        row.add(accuracy(phase(signal, second), MULTI));
      }
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("|mu| (n SNR^2)", "One modality"));
    SignalNoiseExperiment.RATIOS.forEach(ratio -> columns.add("Two, C_mu " + ratio));
    return new ResultTable(
        "Strengths of the signals", "Accuracy out of distribution in %.", columns, rows);
  }

  private Cell accuracy(Predicate<JsonNode> settings, String kind) {
    return Cell.mean(
        scaled(measured.last(SignalNoiseExperiment.PHASES, settings, kind, "accuracy"), 100), 1);
  }

  private ResultTable open() {
    List<List<Cell>> rows = new ArrayList<>();
    for (double temperature : SignalNoiseExperiment.TEMPERATURES) {
      for (double deviation : SignalNoiseExperiment.DEVIATIONS) {
        Predicate<JsonNode> settings =
            SignalNoiseOutcome.with("temperature", temperature, "initialDeviation", deviation);
        List<Cell> row =
            new ArrayList<>(List.of(Cell.text("" + temperature), Cell.text("" + deviation)));
        for (String field : List.of("accuracy", "loss")) {
          for (String kind : KINDS) {
            double[] values = measured.last(SignalNoiseExperiment.OPEN, settings, kind, field);
            row.add(
                field.equals("loss") ? Cell.mean(values, 3) : Cell.mean(scaled(values, 100), 1));
          }
        }
        rows.add(row);
      }
    }
    return new ResultTable(
        "Temperature and first weights",
        "After 200 epochs; accuracy out of distribution in %, loss in nats.",
        List.of("tau", "sigma_0", "One: accuracy", "Two: accuracy", "One: loss", "Two: loss"),
        rows);
  }

  private ResultTable heads() {
    List<List<Cell>> rows = new ArrayList<>();
    for (double ridge : SignalNoiseExperiment.RIDGES) {
      Predicate<JsonNode> settings =
          SignalNoiseOutcome.with("ridge", ridge, "signal", PAPER.signal());
      List<Cell> row = new ArrayList<>(List.of(Cell.text("" + ridge)));
      for (String kind : KINDS) {
        row.add(
            Cell.mean(
                scaled(measured.last(SignalNoiseExperiment.HEADS, settings, kind, "accuracy"), 100),
                1));
      }
      rows.add(row);
    }
    return new ResultTable(
        "Penalty of the logistic head",
        "Accuracy out of distribution in %. The ridge is on standardised features.",
        List.of("Ridge", "One modality", "Two modalities"),
        rows);
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }
}
