package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.DigitOptions;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultsFile;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.ExportedModel;
import dev.counterpoint.app.reproduce.JobRunner;
import dev.counterpoint.app.reproduce.ModelExports;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.data.JobData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.training.Interrupt;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

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

  /**
   * Runs what is not done, concludes, and writes and shows the results.
   *
   * @param begun what it was begun with
   * @param path of the experiment, which holds the plan
   * @throws dev.counterpoint.app.run.OtherDataException if it was begun on other data
   * @return empty if somebody asked to stop
   */
  Optional<ExperimentResults> run(Experiment chosen, Plan begun, Path path) {
    long begin = System.nanoTime();
    DeviceChoice device = compute.choose();
    ExperimentData found = find(chosen);
    Plan plan = begun.on(found.names());
    plan.write(path);
    announce(chosen, plan, found, path);
    List<Job> jobs = chosen.jobs(plan.size(), plan.seeds(), found);
    Optional<List<FinishedJob>> finished;
    try (ProgressBar bar = Console.bar(chosen.name(), 100)) {
      JobRunner runner =
          new JobRunner(
              path.resolve("runs"),
              found,
              compute.arguments(device),
              processes(device, jobs.size()),
              interrupt,
              text -> Console.say("warning: " + text));
      finished = runner.run(jobs, share -> bar.stepTo(Math.round(share * 100)));
    }
    Optional<List<ExportedModel>> models =
        finished.flatMap(
            done -> {
              if (!chosen.exported().isEmpty()) {
                Console.say("exporting " + String.join(", ", chosen.exported()));
              }
              return new ModelExports(
                      path,
                      found,
                      compute.arguments(device),
                      processes(device, jobs.size()),
                      interrupt,
                      text -> Console.say("warning: " + text))
                  .export(chosen.exported(), done);
            });
    Plan done = plan.after((System.nanoTime() - begin) / 1e9);
    done.write(path);
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
    ResultsFile.write(path.resolve(ResultsFile.NAME), results);
    conclusion.report().write(path.resolve(Report.NAME));
    System.out.println(new ConsoleTable(Charset.defaultCharset()).results(results));
    Console.say("report:  " + path.resolve(Report.NAME));
    Console.say("results: " + path.resolve(ResultsFile.NAME));
    return Optional.of(results);
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

  private static void announce(Experiment chosen, Plan plan, ExperimentData found, Path path) {
    Console.say(chosen.summary());
    Console.say("size %s, seeds %s, directory %s".formatted(word(plan.size()), plan.seeds(), path));
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

  private int processes(DeviceChoice device, int jobs) {
    if (workers > 0) {
      return workers;
    }
    boolean cpu = device.resolvesToCpu();
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.min(jobs, cpu ? Math.max(1, cores / Math.max(1, compute.threads())) : 1);
  }

  /** As on the command line. */
  static String word(Size size) {
    return size.name().toLowerCase(Locale.ROOT);
  }
}
