package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.DigitOptions;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.Verdict;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Experiments;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.run.LockedDirectory;
import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
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
      "  counterpoint reproduce all                           every claim on one page",
      "",
      "Ends with DIR/report.html and DIR/results.json. Ctrl-C saves what is done;",
      "--resume --out DIR goes on."
    })
public final class ReproduceCommand extends HelpfulCommand implements Callable<Integer> {

  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description =
          "colored-mnist, irm-colored-mnist, image-caption, fusion-balance,"
              + " signal-noise, interactions, latent-quality, connection-heterogeneity or"
              + " all.")
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
          "Processes, each of which does one training after the other. Default: one per core, one in"
              + " all on a GPU.")
  private int workers;

  @Option(names = "--strict", description = "End with exit code 7 if a claim falls short.")
  private boolean strict;

  @Mixin private DigitOptions digits;
  @Mixin private ComputeOptions compute;

  /** Created by picocli. */
  public ReproduceCommand() {}

  @Override
  public Integer call() {
    if (seeds != null && (seeds < 1 || seeds > 1000)) {
      throw new ParameterException(
          spec.commandLine(), "--seeds: expected 1 to 1000, found " + seeds);
    }
    if (resume && out == null) {
      throw new ParameterException(spec.commandLine(), "--resume needs --out: which experiment?");
    }
    boolean all = experiment.equals(AllExperiments.NAME);
    if (all && seeds != null) {
      throw new ParameterException(
          spec.commandLine(), "--seeds: experiments differ in their number of seeds; use --size");
    }
    Optional<Experiment> one = all ? Optional.empty() : Optional.of(Experiments.named(experiment));
    Path path = out == null ? Path.of("runs", experiment + "-" + time()) : out;
    Interrupt interrupt = Interrupt.onSignals();
    ExperimentSession session = new ExperimentSession(digits, compute, workers, interrupt);
    try (LockedDirectory directory =
        resume ? LockedDirectory.open(path, Plan.NAME) : LockedDirectory.create(path)) {
      Plan plan = resume ? begun(path) : fresh(one);
      plan.write(directory.path());
      Optional<ExperimentResults> results =
          one.isPresent()
              ? session.run(one.get(), plan, path)
              : new AllExperiments(session).run(plan, path);
      if (results.isEmpty()) {
        Console.say(
            "stopped and saved; go on with: reproduce %s --resume --out %s"
                .formatted(experiment, path));
        return ExitCode.INTERRUPTED;
      }
      boolean shortOf =
          results.get().claims().stream().anyMatch(claim -> claim.verdict() == Verdict.FALLS_SHORT);
      return strict && shortOf ? ExitCode.FALLS_SHORT : ExitCode.OK;
    } finally {
      interrupt.finished();
    }
  }

  private Plan fresh(Optional<Experiment> one) {
    Size wanted = size == null ? Size.DEFAULT : size;
    int count = one.map(chosen -> seeds == null ? chosen.seeds(wanted) : seeds).orElse(0);
    List<Long> list = LongStream.rangeClosed(1, count).boxed().toList();
    return new Plan(experiment, wanted, list);
  }

  /** The plan of the directory; size and seeds need not be said again, but must not differ. */
  private Plan begun(Path path) {
    Plan plan = Plan.read(path);
    boolean same =
        plan.experiment().equals(experiment)
            && (size == null || size == plan.size())
            && (seeds == null || seeds == plan.seeds().size());
    if (!same) {
      throw new ParameterException(
          spec.commandLine(),
          "%s was begun as: reproduce %s --size %s --seeds %d"
              .formatted(
                  path,
                  plan.experiment(),
                  ExperimentSession.word(plan.size()),
                  plan.seeds().size()));
    }
    return plan;
  }

  private static String time() {
    return LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }
}
