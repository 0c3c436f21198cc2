package dev.counterpoint.app.cli;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultsFile;
import dev.counterpoint.app.experiment.Verdict;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.report.Report;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Experiments;
import dev.counterpoint.app.reproduce.FinishedJob;
import dev.counterpoint.app.reproduce.Job;
import dev.counterpoint.app.reproduce.JobRunner;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.Origin;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Repeats a paper's experiment and says which of its claims hold.",
    description = {
      "",
      "  counterpoint reproduce colored-mnist --size quick    a first look",
      "  counterpoint reproduce colored-mnist                 three seeds, minutes",
      "  counterpoint reproduce colored-mnist --size paper    all seeds and grids",
      "",
      "Ends with DIR/report.html and DIR/results.json. Ctrl-C saves what is done;",
      "--resume --out DIR goes on.",
      ""
    },
    optionListHeading = "%nOptions:%n")
final class ReproduceCommand implements Callable<Integer> {

  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT", description = "colored-mnist or irm-colored-mnist.")
  private String experiment;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "default",
      description =
          "quick (a first look, verdicts not to be quoted), default (what the README shows) or paper"
              + " (all seeds and grids).")
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
    int count = seeds == null ? chosen.seeds(size) : seeds;
    List<Long> list = LongStream.rangeClosed(1, count).boxed().toList();
    Path path = out == null ? Path.of("runs", chosen.name() + "-" + time()) : out;
    Interrupt interrupt = Interrupt.onSignals();
    try (RunDirectory directory = resume ? RunDirectory.open(path) : RunDirectory.create(path)) {
      return run(chosen, list, directory, interrupt);
    } finally {
      interrupt.finished();
    }
  }

  private int run(Experiment chosen, List<Long> list, RunDirectory directory, Interrupt interrupt) {
    long begin = System.nanoTime();
    DeviceChoice device = compute.choose();
    FoundDigits found = digits.find();
    announce(chosen, list, found, directory.path());
    List<Job> jobs = chosen.jobs(size, list);
    List<FinishedJob> finished;
    try (ProgressBar bar = Console.bar(chosen.name(), 100)) {
      JobRunner runner =
          new JobRunner(
              directory.path().resolve("runs"),
              childArguments(found, device),
              processes(device, jobs.size()),
              found.digits().train().size(),
              interrupt,
              text -> Console.say("warning: " + text));
      finished = runner.run(jobs, share -> bar.stepTo(Math.round(share * 100)));
    }
    if (finished == null) {
      Console.say(
          "stopped and saved; go on with: reproduce %s --size %s --seeds %d --resume --out %s"
              .formatted(
                  chosen.name(),
                  size.name().toLowerCase(Locale.ROOT),
                  list.size(),
                  directory.path()));
      return ExitCode.INTERRUPTED;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Experiment.Conclusion conclusion =
        chosen.conclude(
            new Experiment.Outcome(size, list, found, seconds, finished, directory.path()));
    ExperimentResults results = conclusion.results();
    ResultsFile.write(directory.path().resolve(ResultsFile.NAME), results);
    conclusion.report().write(directory.path().resolve(Report.NAME));
    System.out.println(new ConsoleTable(Charset.defaultCharset()).results(results));
    Console.say("report:  " + directory.path().resolve(Report.NAME));
    Console.say("results: " + directory.path().resolve(ResultsFile.NAME));
    boolean shortOf =
        results.claims().stream().anyMatch(claim -> claim.verdict() == Verdict.FALLS_SHORT);
    return strict && shortOf ? ExitCode.FALLS_SHORT : ExitCode.OK;
  }

  private void announce(Experiment chosen, List<Long> list, FoundDigits found, Path path) {
    Console.say(chosen.summary());
    Console.say(
        "size %s, seeds %s, directory %s"
            .formatted(size.name().toLowerCase(Locale.ROOT), list, path));
    if (found.origin() == Origin.RENDERED) {
      Console.say("");
      Console.say("*** NOT MNIST: digits drawn by the program itself ***");
    }
    Console.say(found.explanation());
  }

  private List<String> childArguments(FoundDigits found, DeviceChoice device) {
    List<String> arguments = new ArrayList<>(digits.arguments());
    if (found.origin() == Origin.RENDERED && !arguments.contains("--rendered")) {
      // Whoever looked once need not look again, and must not find something else.
      arguments.clear();
      arguments.add("--rendered");
    }
    arguments.addAll(List.of("--device", device.text()));
    arguments.addAll(List.of("--threads", Integer.toString(Math.max(1, compute.threads()))));
    return arguments;
  }

  private int processes(DeviceChoice device, int jobs) {
    if (workers > 0) {
      return workers;
    }
    boolean cpu = device.resolvesToCpu();
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.min(jobs, cpu ? Math.max(1, cores / Math.max(1, compute.threads())) : 1);
  }

  private static String time() {
    return LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }
}
