package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.run.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A paper's claim as a program: trainings to run, and what follows from them. */
public interface Experiment {

  /** As on the command line. */
  String name();

  /** What it is about, in a sentence. */
  String summary();

  /** Number of seeds where none is asked for. */
  default int seeds(Size size) {
    return switch (size) {
      case QUICK -> 1;
      case DEFAULT -> 3;
      case PAPER -> 5;
    };
  }

  /** The kinds of data that its jobs read; nothing else is asked for. */
  default Set<DataNeed> needs() {
    return Set.of(DataNeed.DIGITS);
  }

  /**
   * The trainings and computations. They are fixed before any is run.
   *
   * @param seeds the seeds of the main comparison
   * @param data one of each of {@link #needs}
   */
  List<Job> jobs(Size size, List<Long> seeds, ExperimentData data);

  /** Job groups whose first run is left behind as a bundle. */
  default List<String> exported() {
    return List.of();
  }

  /** What follows from the jobs. */
  Conclusion conclude(Outcome outcome);

  /**
   * What was run.
   *
   * @param experiment its name
   * @param size how much
   * @param seeds of the main comparison
   * @param data what was trained on
   * @param seconds in which its jobs and exports had a slot, those of earlier stretches with them
   * @param jobs in the order of {@link #jobs}
   * @param models left behind as bundles, in the order of {@link #exported}
   * @param directory of the experiment
   */
  record Outcome(
      String experiment,
      Size size,
      List<Long> seeds,
      ExperimentData data,
      double seconds,
      List<FinishedJob> jobs,
      List<ExportedModel> models,
      Path directory) {

    /** The command line that repeats it. */
    public String command() {
      return "./counterpoint reproduce %s --size %s --seeds %d"
          .formatted(experiment, size.name().toLowerCase(Locale.ROOT), seeds.size());
    }

    /** What it comes to, with all that it depends on. */
    public ExperimentResults results(List<Claim> claims, List<ResultTable> tables) {
      return new ExperimentResults(
          experiment,
          data.names(),
          seeds,
          seconds,
          claims,
          size.name().toLowerCase(Locale.ROOT),
          Versions.all(),
          tables);
    }

    /** Jobs of a group, by seed. */
    public List<FinishedJob> group(String name) {
      return jobs.stream().filter(job -> job.job().group().equals(name)).toList();
    }
  }

  /**
   * What follows.
   *
   * @param results claims with their verdicts, and tables
   * @param report the page
   */
  record Conclusion(ExperimentResults results, Report report) {}
}
