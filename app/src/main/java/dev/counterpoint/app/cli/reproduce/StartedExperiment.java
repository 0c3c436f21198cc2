package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.ExportedModel;
import dev.counterpoint.app.reproduce.ModelExports;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.RunningJobs;
import dev.counterpoint.app.reproduce.WorkerSlots;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/**
 * An experiment whose jobs are on their way. It says nothing to the person before it is its turn to
 * be finished, since another one may be on the console until then.
 *
 * <p>Its time is that in which it has a slot. Experiments overlap: the first jobs of one run beside
 * the last of the one before, so that the times of all come to a little more than the whole takes.
 */
final class StartedExperiment implements AutoCloseable {

  private final Experiment chosen;
  private final Plan plan;
  private final ExperimentData found;
  private final Path path;
  private final WorkerSlots.Line line;
  private final RunningJobs jobs;
  private final ModelExports exports;
  private boolean timed;

  StartedExperiment(
      Experiment chosen,
      Plan plan,
      ExperimentData found,
      Path path,
      WorkerSlots.Line line,
      RunningJobs jobs,
      ModelExports exports) {
    this.chosen = chosen;
    this.plan = plan;
    this.found = found;
    this.path = path;
    this.line = line;
    this.jobs = jobs;
    this.exports = exports;
  }

  /** What goes on in the slots. */
  RunningJobs jobs() {
    return jobs;
  }

  /**
   * Waits for the jobs, concludes, and writes and shows the results.
   *
   * @return empty if somebody asked to stop
   * @throws dev.counterpoint.app.reproduce.JobFailedException if a job or an export fails
   */
  Optional<ExperimentResults> finish() {
    announce();
    Optional<List<FinishedJob>> finished;
    try (ProgressBar bar = Console.bar(chosen.name(), 100)) {
      finished = jobs.await(share -> bar.stepTo(Math.round(share * 100)));
    }
    Optional<List<ExportedModel>> models = finished.flatMap(this::export);
    Plan done = time();
    if (models.isEmpty()) {
      return Optional.empty();
    }
    Experiment.Conclusion conclusion =
        chosen.conclude(
            new Experiment.Outcome(
                chosen.name(),
                plan.size(),
                plan.seeds(),
                found,
                done.seconds(),
                finished.get(),
                models.get(),
                path));
    ExperimentResults results = conclusion.results();
    ConclusionFiles.write(path, results, conclusion.report());
    return Optional.of(results);
  }

  private Optional<List<ExportedModel>> export(List<FinishedJob> done) {
    if (!chosen.exported().isEmpty()) {
      Console.say("exporting " + String.join(", ", chosen.exported()));
    }
    return exports.export(chosen.exported(), done);
  }

  /** Adds to the plan what jobs and exports have taken. */
  private Plan time() {
    Plan after = plan.after(line.seconds());
    after.write(path);
    timed = true;
    return after;
  }

  private void announce() {
    Console.say(chosen.summary());
    Console.say(
        "size %s, seeds %s, directory %s"
            .formatted(ExperimentSession.word(plan.size()), plan.seeds(), path));
    found
        .byNeed()
        .forEach(
            (need, data) -> {
              if (data.drawn()) {
                Console.say("");
                Console.say(
                    "*** NOT %s: %s drawn by the program itself ***"
                        .formatted(need.expected(), need.text()));
              }
              Console.say(data.explanation());
            });
  }

  /** Keeps the time of one that was stopped. */
  @Override
  public void close() {
    if (!timed) {
      time();
    }
  }
}
