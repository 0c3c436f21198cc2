package dev.counterpoint.app.reproduce.connection;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.report.chart.LineChart;
import dev.counterpoint.app.reproduce.Experiment.Conclusion;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.app.statistics.Interval;
import dev.counterpoint.app.statistics.PairedTTest;
import dev.counterpoint.models.connection.ConnectionFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Claims, tables and the page of the experiment on connection and heterogeneity. */
final class ConnectionConclusion {

  private final Outcome outcome;
  private final ConnectionOutcome measured;

  ConnectionConclusion(Outcome outcome) {
    this.outcome = outcome;
    this.measured = new ConnectionOutcome(outcome);
  }

  Conclusion conclusion() {
    ExperimentResults results =
        outcome.results(ConnectionClaims.of(measured), List.of(families(), errors(), training()));
    return new Conclusion(results, report(results));
  }

  private Report report(ExperimentResults results) {
    Report report = Report.of("Connection and heterogeneity", results);
    report
        .section("Verdicts")
        .paragraph(
            "In training there are unlabeled pairs (x, y) and n labeled triples (x, y, z); at test x"
                + " alone. The two-stage learner takes the connection from the pairs and the"
                + " predictor from the triples; the unimodal empirical risk minimiser has the"
                + " composition of both classes and sees x and z; joint learning has the predictor"
                + " and, at test, the mean of y. With both assumptions this is the paper's example,"
                + " y = theta x and z = a sin(1/y): theta's binary digits hold an answer for every"
                + " x, so the unimodal minimiser fits the noisy labels better than the truth does"
                + " and learns nothing, while one pair tells theta. The error is the mean distance"
                + " from the best multimodal prediction.")
        .claims(results.claims())
        .table(families());
    report
        .section("The ratio of errors")
        .add(ratios())
        .add(curves(ConnectionFamily.BOTH))
        .table(errors());
    report
        .section("What the paper leaves open")
        .paragraph(
            "The paper proves and runs nothing. Its bound is about the worst family; these are four"
                + " of ours. x is 2^-i / pi with i drawn from 1,048,576 places, in exact binary"
                + " arithmetic; labels have Gaussian noise; a is the one number of the predictor. The"
                + " unimodal minimiser is written down, not searched for: it sets theta's digits"
                + " where labels are, and the others are drawn. Where two labels' places are close,"
                + " their digits overlap, so its training error is small and not zero. That the"
                + " two-stage error falls as n^-1/2 and the unimodal one stays is what the exponent"
                + " of 1/2 says; where the unimodal learner must fail at any n below the number of"
                + " places, the gap is not an accident of these sizes.")
        .table(training());
    ReportParts.provenance(
        report.section("How to repeat it"),
        outcome,
        Arrays.stream(ConnectionFamily.values()).map(ConnectionExperiment::group).toList());
    return report;
  }

  private ResultTable families() {
    List<List<Cell>> rows = new ArrayList<>();
    for (ConnectionFamily family : ConnectionFamily.values()) {
      double[] exponents = measured.exponents(family);
      Interval interval = PairedTTest.of(exponents).interval();
      rows.add(
          List.of(
              Cell.text(ConnectionClaims.title(family)),
              Cell.text(family.heterogeneous() ? "z = a sin(1/y)" : "z = a y"),
              Cell.text(family.connected() ? "y = theta x" : "a new theta for each example"),
              Cell.mean(exponents, 3),
              Cell.text(
                  interval == null
                      ? "-"
                      : String.format(
                          Locale.ROOT, "%.3f to %.3f", interval.low(), interval.high()))));
    }
    return new ResultTable(
        "Which assumption carries the gain",
        "Exponent: slope of the logarithm of unimodal over two-stage error, over that of n = 16 to"
            + " 4,096, fitted to each draw.",
        List.of("Family", "Predictor", "Connection", "Exponent", "95 % interval"),
        rows);
  }

  private LineChart ratios() {
    LineChart chart =
        new LineChart("Unimodal error over two-stage error", "labeled examples n", "ratio")
            .explained("Ratio of mean errors over all draws.")
            .logarithmicX()
            .logarithmicY();
    for (ConnectionFamily family : ConnectionFamily.values()) {
      double[] y = new double[ConnectionExperiment.LABELED.size()];
      for (int n = 0; n < y.length; n++) {
        y[n] =
            SampleMean.of(measured.values(family, "unimodal", n)).mean()
                / SampleMean.of(measured.values(family, "twoStage", n)).mean();
      }
      chart.line(ConnectionClaims.title(family), sizes(), y);
    }
    return chart;
  }

  private LineChart curves(ConnectionFamily family) {
    LineChart chart =
        new LineChart(
                ConnectionClaims.title(family) + ": errors", "labeled examples n", "mean error")
            .explained("Mean over all draws, with one standard error.")
            .logarithmicX()
            .logarithmicY();
    for (String learner : List.of("twoStage", "unimodal", "joint")) {
      double[] y = new double[ConnectionExperiment.LABELED.size()];
      double[] error = new double[y.length];
      for (int n = 0; n < y.length; n++) {
        SampleMean mean = SampleMean.of(measured.values(family, learner, n));
        y[n] = mean.mean();
        error[n] = mean.standardError() == null ? 0 : mean.standardError();
      }
      chart.band(name(learner), sizes(), y, error);
    }
    return chart;
  }

  private static String name(String learner) {
    return switch (learner) {
      case "twoStage" -> "two stages";
      case "unimodal" -> "unimodal ERM";
      default -> "joint, y's mean at test";
    };
  }

  private static double[] sizes() {
    return ConnectionExperiment.LABELED.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  private ResultTable errors() {
    List<List<Cell>> rows = new ArrayList<>();
    for (ConnectionFamily family : ConnectionFamily.values()) {
      for (int n : List.of(0, 4, ConnectionExperiment.LABELED.size() - 1)) {
        rows.add(
            List.of(
                Cell.text(ConnectionClaims.title(family)),
                Cell.text(Integer.toString(ConnectionExperiment.LABELED.get(n))),
                Cell.mean(measured.values(family, "twoStage", n), 4),
                Cell.mean(measured.values(family, "unimodal", n), 4),
                Cell.mean(measured.values(family, "joint", n), 4)));
      }
    }
    return new ResultTable(
        "Errors with one modality at test",
        "Mean distance from the best multimodal prediction, which lies between -1.5 and 1.5.",
        List.of("Family", "n", "Two stages", "Unimodal ERM", "Joint"),
        rows);
  }

  private ResultTable training() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int n = 0; n < ConnectionExperiment.LABELED.size(); n++) {
      rows.add(
          List.of(
              Cell.text(Integer.toString(ConnectionExperiment.LABELED.get(n))),
              Cell.mean(measured.values(ConnectionFamily.BOTH, "unimodalTraining", n), 4),
              Cell.mean(measured.values(ConnectionFamily.BOTH, "truthTraining", n), 4)));
    }
    return new ResultTable(
        "Both assumptions: what the unimodal minimiser makes of its training labels",
        "Root mean squared error on the noisy training labels.",
        List.of("n", "Unimodal ERM", "The truth"),
        rows);
  }
}
