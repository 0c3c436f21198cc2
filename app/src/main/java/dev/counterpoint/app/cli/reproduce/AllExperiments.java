package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultsFile;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.AllClaims;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Experiments;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.run.LockedDirectory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Every experiment, each in a directory of its own, and one page of all claims. */
final class AllExperiments {

  /** As on the command line. */
  static final String NAME = "all";

  private final ExperimentSession session;

  AllExperiments(ExperimentSession session) {
    this.session = session;
  }

  /**
   * Runs the experiments that are not done, and goes on with one that was begun.
   *
   * @param path holds a directory for each
   * @return empty if somebody asked to stop
   */
  Optional<ExperimentResults> run(Size size, Path path) {
    List<ExperimentResults> all = new ArrayList<>();
    for (Experiment experiment : Experiments.ALL) {
      Path own = path.resolve(experiment.name());
      Path done = own.resolve(ResultsFile.NAME);
      if (Files.exists(done)) {
        Console.say(experiment.name() + " is done: " + done);
        all.add(ResultsFile.read(done));
        continue;
      }
      Optional<ExperimentResults> results = one(experiment, size, own);
      if (results.isEmpty()) {
        return Optional.empty();
      }
      all.add(results.get());
    }
    AllClaims claims = new AllClaims(all);
    ExperimentResults results = claims.results();
    ResultsFile.write(path.resolve(ResultsFile.NAME), results);
    claims.report().write(path.resolve(Report.NAME));
    System.out.println(new ConsoleTable(Charset.defaultCharset()).results(results));
    Console.say("report:  " + path.resolve(Report.NAME));
    Console.say("results: " + path.resolve(ResultsFile.NAME));
    return Optional.of(results);
  }

  private Optional<ExperimentResults> one(Experiment experiment, Size size, Path own) {
    boolean begun = Files.exists(own.resolve(Plan.NAME));
    try (LockedDirectory directory =
        begun ? LockedDirectory.open(own, Plan.NAME) : LockedDirectory.create(own)) {
      List<Long> seeds = LongStream.rangeClosed(1, experiment.seeds(size)).boxed().toList();
      Plan plan = begun ? Plan.read(own) : new Plan(experiment.name(), size, seeds);
      plan.write(directory.path());
      return session.run(experiment, plan, own);
    }
  }
}
