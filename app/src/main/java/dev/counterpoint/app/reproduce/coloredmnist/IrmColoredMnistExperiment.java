package dev.counterpoint.app.reproduce.coloredmnist;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.ReportParts;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.run.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The binary ColoredMNIST that the field compares itself on: empirical risk minimisation under
 * DomainBed's protocol (Gulrajani and Lopez-Paz 2021, table of ColoredMNIST: 71.7, 72.9, 10.0) and
 * under that of Arjovsky et al. 2019.
 *
 * <p>Epochs and weight decay (5 and 1, against a quarter of wrong labels) were chosen on seed 1000,
 * after a first setting (3 and 0.0001) had fallen short at +90 % on seeds 1 to 3.
 */
public final class IrmColoredMnistExperiment implements Experiment {

  private static final String IRM = "irm";
  private static final List<String> DOMAINBED =
      List.of("domainbed-0", "domainbed-1", "domainbed-2");
  private static final List<String> NAMES = List.of("+90 %", "+80 %", "-90 %");
  private static final List<Double> PAPER = List.of(71.7, 72.9, 10.0);
  private static final List<String> IDS = List.of("erm.plus90", "erm.plus80", "erm.minus90");

  private static final int QUICK_EXAMPLES = 15_000;

  @Override
  public String name() {
    return "irm-colored-mnist";
  }

  @Override
  public String summary() {
    return "Binary ColoredMNIST, protocols of Arjovsky et al. 2019 and Gulrajani and Lopez-Paz 2021:"
        + " empirical risk minimisation follows the colour.";
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    int trainingExamples = data.of(DataNeed.DIGITS).trainingExamples();
    List<String> quick =
        size == Size.QUICK
            ? List.of("data.trainingExamples=" + Math.min(QUICK_EXAMPLES, trainingExamples / 2))
            : List.of();
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      for (int held = 0; held < DOMAINBED.size(); held++) {
        List<String> settings = new ArrayList<>(quick);
        settings.add("data.testEnvironment=" + held);
        jobs.add(
            new ColoredDigitsJob(
                DOMAINBED.get(held), "domainbed-supervised", settings, seed, List.of()));
      }
      jobs.add(new ColoredDigitsJob(IRM, "irm-supervised", quick, seed, List.of()));
    }
    return jobs;
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    List<Claim> claims = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (int held = 0; held < DOMAINBED.size(); held++) {
      Measured own = Measured.own(outcome.group(DOMAINBED.get(held)));
      double paper = PAPER.get(held);
      double tolerance = held == 2 ? 3 : 1.5;
      claims.add(
          Claim.of(
              IDS.get(held),
              "ERM, DomainBed's protocol, tested at " + NAMES.get(held),
              "Gulrajani and Lopez-Paz 2021, ColoredMNIST",
              "%",
              own.testNoisy(),
              paper,
              Target.between(paper - tolerance, paper + tolerance)));
      rows.add(row("DomainBed, tested at " + NAMES.get(held), own, Cell.number(paper, 1)));
    }
    rows.add(
        row("IRM's protocol, tested at 0.9", Measured.own(outcome.group(IRM)), Cell.text("–")));
    ResultTable table =
        new ResultTable(
            "Empirical risk minimisation on the binary ColoredMNIST",
            "Accuracy in % against the noisy labels; a quarter of them is flipped, so that 75 is the"
                + " most that a reader of shapes can reach.",
            List.of("Protocol", "Train", "Test", "Test at random colours", "Published test"),
            rows);
    ExperimentResults results =
        new ExperimentResults(
            name(),
            outcome.data().digits().name(),
            outcome.seeds(),
            outcome.seconds(),
            claims,
            outcome.size().name().toLowerCase(Locale.ROOT),
            Versions.all(),
            List.of(table));
    Report report = Report.of("Binary ColoredMNIST: empirical risk follows the colour", results);
    report
        .section("Verdicts")
        .paragraph(
            "Five epochs and a weight decay of 1 were chosen on seed 1000, after three epochs with a"
                + " decay of 0.0001 had fallen short at +90 % on seeds 1 to 3.")
        .claims(claims)
        .table(table)
        .add(ReportParts.samples(outcome));
    List<String> groups = new ArrayList<>(DOMAINBED);
    groups.add(IRM);
    report.section("Training").add(ReportParts.losses(outcome, groups));
    ReportParts.provenance(report.section("How to repeat it"), outcome, groups);
    return new Conclusion(results, report);
  }

  private static List<Cell> row(String name, Measured own, Cell paper) {
    return List.of(
        Cell.text(name),
        Cell.mean(own.trainNoisy(), 2),
        Cell.mean(own.testNoisy(), 2),
        Cell.mean(own.each(2, e -> e.noisy()), 2),
        paper);
  }
}
