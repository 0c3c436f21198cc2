package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.DigitOptions;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.reproduce.EarlierJobs;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.JobRunner;
import dev.counterpoint.app.reproduce.ModelExports;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.WorkerSlots;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.data.JobData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs experiments with the same options.
 *
 * @param digits where data are looked for
 * @param compute where it is computed
 * @param workers processes at a time; 0 is as many as there are cores
 * @param interrupt asked between jobs
 */
record ExperimentSession(
    DigitOptions digits, ComputeOptions compute, int workers, Interrupt interrupt) {

  /** The same with an interrupt of its own. */
  ExperimentSession with(Interrupt other) {
    return new ExperimentSession(digits, compute, workers, other);
  }

  /** As many slots as processes may run at a time. */
  WorkerSlots slots() {
    return new WorkerSlots(processes(compute.choose()));
  }

  /**
   * Runs what is not done, concludes, and writes and shows the results.
   *
   * @param begun what it was begun with
   * @param path of the experiment, which holds the plan
   * @throws dev.counterpoint.app.run.OtherDataException if it was begun on other data
   * @return empty if somebody asked to stop
   */
  Optional<ExperimentResults> run(Experiment chosen, Plan begun, Path path) {
    try (WorkerSlots slots = slots();
        StartedExperiment started = start(chosen, begun, path, slots, new EarlierJobs())) {
      return started.finish();
    }
  }

  /**
   * Finds the data and starts what is not done, behind all that waits for the slots; says nothing.
   *
   * @param begun what it was begun with
   * @param path of the experiment, which holds the plan
   * @param earlier what other experiments on the same data do before
   * @throws dev.counterpoint.app.run.OtherDataException if it was begun on other data
   */
  StartedExperiment start(
      Experiment chosen, Plan begun, Path path, WorkerSlots slots, EarlierJobs earlier) {
    List<String> arguments = compute.arguments(compute.choose());
    ExperimentData found = find(chosen);
    Plan plan = begun.on(found.names());
    plan.write(path);
    List<Job> jobs = chosen.jobs(plan.size(), plan.seeds(), found);
    WorkerSlots.Line line = slots.line();
    Consumer<String> warning = text -> Console.say("warning: " + text);
    JobRunner runner =
        new JobRunner(path.resolve("runs"), found, arguments, line, earlier, interrupt, warning);
    ModelExports exports = new ModelExports(path, found, arguments, line, interrupt, warning);
    return new StartedExperiment(chosen, plan, found, path, line, runner.start(jobs), exports);
  }

  /** Looks for what the experiment needs, and for nothing else. */
  private ExperimentData find(Experiment chosen) {
    Map<DataNeed, JobData> found = new EnumMap<>(DataNeed.class);
    for (DataNeed need : chosen.needs()) {
      found.put(
          need,
          switch (need) {
            case DIGITS -> digits.data();
            case CAPTIONED_PICTURES -> digits.captioned();
            case PAIRED_DIGITS -> digits.paired();
            case STATEMENTS -> digits.statements();
          });
    }
    return new ExperimentData(found);
  }

  private int processes(DeviceChoice device) {
    if (workers > 0) {
      return workers;
    }
    boolean cpu = device.resolvesToCpu();
    int cores = Runtime.getRuntime().availableProcessors();
    return cpu ? Math.max(1, cores / Math.max(1, compute.threads())) : 1;
  }

  /** As on the command line. */
  static String word(Size size) {
    return size.name().toLowerCase(Locale.ROOT);
  }
}
