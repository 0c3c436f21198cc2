package dev.counterpoint.app.cli;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultsFile;
import dev.counterpoint.app.experiment.Verdict;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Experiments;
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
import dev.counterpoint.app.run.LockedDirectory;
import dev.counterpoint.app.training.Interrupt;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment: trainings, measurements, verdicts, report. */
@Command(
    name = "reproduce",
    header = "Repeats a paper's experiment and says which of its claims hold.",
    description = {
      "",
      "  counterpoint reproduce colored-mnist --size quick    a first look",
      "  counterpoint reproduce colored-mnist                 three seeds, minutes",
      "  counterpoint reproduce colored-mnist --size paper    all seeds and grids",
      "",
      "Ends with DIR/report.html and DIR/results.json. Ctrl-C saves what is done;",
      "--resume --out DIR goes on."
    })
final class ReproduceCommand extends HelpfulCommand implements Callable<Integer> {

  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "colored-mnist, irm-colored-mnist, image-caption, fusion-balance,"
              + " signal-noise, interactions or connection-heterogeneity.")
  private String experiment;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description =
          "quick (a first look, verdicts not to be quoted), default (what the README shows) or paper"
              + " (all seeds and grids). Default: default.")
  private Size size;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Number of seeds, 1 to N. Default: as the size says.")
  private Integer seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where all of it goes; must not exist yet. Default: runs/EXPERIMENT-TIME.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the experiment in --out.")
  private boolean resume;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Trainings at a time, each in a process of its own. Default: one per core, one in all on a"
              + " GPU.")
  private int workers;

  @Option(names = "--strict", description = "End with exit code 7 if a claim falls short.")
  private boolean strict;

  @Mixin private DigitOptions digits;
  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() {
    Experiment chosen = Experiments.named(experiment);
    if (seeds != null && (seeds < 1 || seeds > 1000)) {
      throw new ParameterException(
          spec.commandLine(), "--seeds: expected 1 to 1000, found " + seeds);
    }
    if (resume && out == null) {
      throw new ParameterException(spec.commandLine(), "--resume needs --out: which experiment?");
    }
    Path path = out == null ? Path.of("runs", chosen.name() + "-" + time()) : out;
    Interrupt interrupt = Interrupt.onSignals();
    try (LockedDirectory directory =
        resume ? LockedDirectory.open(path, Plan.NAME) : LockedDirectory.create(path)) {
      Plan plan = resume ? begun(chosen, path) : fresh(chosen);
      plan.write(directory.path());
      return run(chosen, plan, path, interrupt);
    } finally {
      interrupt.finished();
    }
  }

  private Plan fresh(Experiment chosen) {
    Size wanted = size == null ? Size.DEFAULT : size;
    int count = seeds == null ? chosen.seeds(wanted) : seeds;
    List<Long> list = LongStream.rangeClosed(1, count).boxed().toList();
    return new Plan(chosen.name(), wanted, list, 0);
  }

  /** The plan of the directory; size and seeds need not be said again, but must not differ. */
  private Plan begun(Experiment chosen, Path path) {
    Plan plan = Plan.read(path);
    boolean same =
        plan.experiment().equals(chosen.name())
            && (size == null || size == plan.size())
            && (seeds == null || seeds == plan.seeds().size());
    if (!same) {
      throw new ParameterException(
          spec.commandLine(),
          "%s was begun as: reproduce %s --size %s --seeds %d"
              .formatted(path, plan.experiment(), word(plan.size()), plan.seeds().size()));
    }
    return plan;
  }

  private int run(Experiment chosen, Plan plan, Path path, Interrupt interrupt) {
    long begin = System.nanoTime();
    DeviceChoice device = compute.choose();
    ExperimentData found = find(chosen);
    announce(chosen, plan, found, path);
    List<Job> jobs = chosen.jobs(plan.size(), plan.seeds(), found);
    Optional<List<FinishedJob>> finished;
    try (ProgressBar bar = Console.bar(chosen.name(), 100)) {
      JobRunner runner =
          new JobRunner(
              path.resolve("runs"),
              found,
              computeArguments(device),
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
                      computeArguments(device),
                      processes(device, jobs.size()),
                      interrupt,
                      text -> Console.say("warning: " + text))
                  .export(chosen.exported(), done);
            });
    Plan done = plan.after((System.nanoTime() - begin) / 1e9);
    done.write(path);
    if (models.isEmpty()) {
      Console.say(
          "stopped and saved; go on with: reproduce %s --resume --out %s"
              .formatted(chosen.name(), path));
      return ExitCode.INTERRUPTED;
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
    boolean shortOf =
        results.claims().stream().anyMatch(claim -> claim.verdict() == Verdict.FALLS_SHORT);
    return strict && shortOf ? ExitCode.FALLS_SHORT : ExitCode.OK;
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

  private List<String> computeArguments(DeviceChoice device) {
    return List.of(
        "--device", device.text(), "--threads", Integer.toString(Math.max(1, compute.threads())));
  }

  private int processes(DeviceChoice device, int jobs) {
    if (workers > 0) {
      return workers;
    }
    boolean cpu = device.resolvesToCpu();
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.min(jobs, cpu ? Math.max(1, cores / Math.max(1, compute.threads())) : 1);
  }

  private static String word(Size size) {
    return size.name().toLowerCase(Locale.ROOT);
  }

  private static String time() {
    return LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }
}
