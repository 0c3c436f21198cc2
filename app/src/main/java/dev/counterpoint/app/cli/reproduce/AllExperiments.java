package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.file.ResultsFile;
import dev.counterpoint.app.reproduce.AllClaims;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Experiments;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every experiment, each in a directory of its own, and one page of all claims. */
final class AllExperiments {

  /** As on the command line. */
  static final String NAME = "all";

  private final ExperimentSession session;
  private final List<Experiment> experiments;

  AllExperiments(ExperimentSession session) {
    this(session, Experiments.ALL);
  }

  AllExperiments(ExperimentSession session, List<Experiment> experiments) {
    this.session = session;
    this.experiments = List.copyOf(experiments);
  }

  /**
   * Runs the experiments that are not done, and goes on with those that were begun. The first jobs
   * of one run beside the last of the one before; nothing else depends on the others.
   *
   * @param begun what it was begun with
   * @param path holds the plan, and a directory for each
   * @return empty if somebody asked to stop
   */
  Optional<ExperimentResults> run(Plan begun, Path path) {
    long begin = System.nanoTime();
    Optional<List<ExperimentResults>> all = Optional.empty();
    Plan plan = begun;
    try {
      all = each(begun.size(), path);
    } finally {
      plan = begun.after((System.nanoTime() - begin) / 1e9);
      plan.write(path);
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    AllClaims claims = new AllClaims(all.get(), plan.seconds());
    ExperimentResults results = claims.results();
    ConclusionFiles.write(path, results, claims.report());
    return Optional.of(results);
  }

  private Optional<List<ExperimentResults>> each(Size size, Path path) {
    List<ExperimentResults> all = new ArrayList<>();
    try (ExperimentsAhead ahead = new ExperimentsAhead(session, experiments, size, path)) {
      for (Experiment experiment : experiments) {
        Path done = path.resolve(experiment.name()).resolve(ResultsFile.NAME);
        if (Files.exists(done)) {
          Console.say(experiment.name() + " is done: " + done);
          all.add(ResultsFile.read(done));
          continue;
        }
        Optional<ExperimentResults> results = ahead.finish(experiment);
        if (results.isEmpty()) {
          return Optional.empty();
        }
        all.add(results.get());
      }
    }
    return Optional.of(all);
  }
}
