package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ClaimsTable;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.Verdict;
import dev.counterpoint.app.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The claims of all experiments on one page. The times of the experiments come to a little more
 * than the whole takes, where they overlap.
 *
 * @param experiments what each ended with, in order
 * @param seconds that the whole has taken
 */
public record AllClaims(List<ExperimentResults> experiments, double seconds) {

  private static final String NAME = "all";
  private static final String CLAIMS = "Every claim";

  /** Copies the list. */
  public AllClaims {
    experiments = List.copyOf(experiments);
  }

  /** All claims, their ids with the experiment's name before them. */
  public ExperimentResults results() {
    List<Claim> claims = new ArrayList<>();
    Map<String, String> versions = new LinkedHashMap<>();
    for (ExperimentResults experiment : experiments) {
      for (Claim claim : experiment.claims()) {
        claims.add(
            new Claim(
                experiment.experiment() + "/" + claim.id(),
                claim.text(),
                claim.source(),
                claim.unit(),
                claim.measured(),
                claim.standardError(),
                claim.n(),
                claim.paper(),
                claim.target(),
                claim.verdict()));
      }
      versions.putAll(experiment.versions());
    }
    String data =
        experiments.stream()
            .map(ExperimentResults::digits)
            .distinct()
            .collect(Collectors.joining(", "));
    return new ExperimentResults(
        NAME,
        data,
        experiments.stream()
            .map(ExperimentResults::seeds)
            .max((a, b) -> Integer.compare(a.size(), b.size()))
            .orElse(List.of()),
        seconds,
        claims,
        experiments.stream().map(ExperimentResults::size).findFirst().orElse(null),
        versions,
        List.of(experimentsTable(), claimsTable()));
  }

  /** The page, a section for each experiment. */
  public Report report() {
    Report report = Report.of(CLAIMS, results());
    report
        .section("Experiments")
        .paragraph(
            "A claim is a figure of a paper or of ours with a target that was set before it was"
                + " measured. One that falls short stands here as one that holds does. Each"
                + " experiment's page, with its figures, is report.html in its own folder.")
        .table(experimentsTable());
    report.section("Claims").table(claimsTable());
    return report;
  }

  private ResultTable experimentsTable() {
    List<List<Cell>> rows = new ArrayList<>();
    for (ExperimentResults experiment : experiments) {
      long holds =
          experiment.claims().stream().filter(claim -> claim.verdict() == Verdict.HOLDS).count();
      rows.add(
          List.of(
              Cell.text(experiment.experiment()),
              Cell.text("%d of %d".formatted(holds, experiment.claims().size())),
              Cell.text(Integer.toString(experiment.seeds().size())),
              Cell.text(minutes(experiment)),
              Cell.text(command(experiment))));
    }
    return new ResultTable(
        "Experiments",
        "Minutes of wall time. An experiment's first jobs run beside the last of the one before, so"
            + " that the minutes come to a little more than the whole takes.",
        List.of("Experiment", "Claims that hold", "Seeds", "Minutes", "Command"),
        rows);
  }

  /** One row for each claim, with what its experiment took and the command that runs it. */
  private ResultTable claimsTable() {
    List<List<Cell>> rows = new ArrayList<>();
    for (ExperimentResults experiment : experiments) {
      for (Claim claim : experiment.claims()) {
        List<Cell> row = new ArrayList<>(ClaimsTable.row(claim, true, true));
        row.add(Cell.text(minutes(experiment)));
        row.add(Cell.text(arguments(experiment)));
        rows.add(row);
      }
    }
    return new ResultTable(
        CLAIMS,
        "Mean and standard error over seeds, where there are several. Minutes are those of the whole"
            + " experiment, which './counterpoint' runs with the command.",
        List.of("Claim", "Source", "Measured", "Paper", "Target", "Verdict", "Minutes", "Command"),
        rows);
  }

  private static String minutes(ExperimentResults experiment) {
    return String.format(Locale.ROOT, "%.1f", experiment.seconds() / 60);
  }

  private static String command(ExperimentResults experiment) {
    return "./counterpoint " + arguments(experiment);
  }

  private static String arguments(ExperimentResults experiment) {
    String size =
        experiment.size() == null || experiment.size().equals("default")
            ? ""
            : " --size " + experiment.size();
    return "reproduce " + experiment.experiment() + size;
  }
}
