package dev.counterpoint.app.cli;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.app.run.Versions;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.worker.Reporter;
import dev.counterpoint.datasets.digits.FoundDigits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains one model and measures it. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Trains one model and measures it.",
    description = {
      "",
      "A recipe is YAML. A file is laid over one of the recipes that come with the program, named by"
          + " its key 'base', and --set is laid over both:",
      "",
      "  counterpoint train --recipe colored-mnist-simclr --set training.epochs=10",
      "  counterpoint train --recipe my.yaml --seed 3 --out runs/mine",
      "  counterpoint train --resume --out runs/mine",
      ""
    },
    optionListHeading = "%nOptions:%n")
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "colored-mnist-clip",
      description =
          "colored-mnist-clip (the default), colored-mnist-simclr, colored-mnist-supervised,"
              + " irm-supervised, domainbed-supervised, or a file.")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the recipe; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of all randomness. Default: 0.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory; must not exist yet. Default: runs/RECIPE-seed-N.")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Continue the run in --out from its newest checkpoint, with its own recipe and seed."
              + " The result is the same as without the stop, bit by bit on a CPU.")
  private boolean resume;

  @Option(names = "--print-recipe", description = "Print the whole recipe and do nothing else.")
  private boolean printRecipe;

  @Mixin private DigitOptions digits;
  @Mixin private ComputeOptions compute;

  @Option(names = "--correlations", split = ",", hidden = true)
  private double[] correlations = {-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1};

  @Option(names = "--worker", hidden = true)
  private boolean worker;

  @Override
  public Integer call() {
    DeviceChoice device = compute.choose();
    Recipe wanted = Recipes.load(recipe, settings);
    if (printRecipe) {
      System.out.print(Recipes.toYaml(wanted));
      return ExitCode.OK;
    }
    Path path = out == null ? Path.of("runs", baseName() + "-seed-" + seed) : out;
    Interrupt interrupt = Interrupt.onSignals();
    try (Reporter reporter = worker ? Reporter.forParent(interrupt) : new BarReporter();
        RunDirectory directory = resume ? RunDirectory.open(path) : RunDirectory.create(path)) {
      if (resume) {
        wanted = Recipes.load(directory.recipe().toString(), List.of());
        seed = RunManifest.read(directory.manifest()).seed();
      }
      return train(wanted, device, directory, reporter, interrupt);
    } finally {
      interrupt.finished();
    }
  }

  private int train(
      Recipe wanted,
      DeviceChoice device,
      RunDirectory directory,
      Reporter reporter,
      Interrupt interrupt) {
    String yaml = Recipes.toYaml(wanted);
    FoundDigits found = digits.find();
    reporter.begin(yaml, found, directory.path(), seed);
    AtomicFile.write(directory.recipe(), yaml.getBytes(StandardCharsets.UTF_8));
    RunManifest manifest =
        new RunManifest(
            seed,
            found.digits().name(),
            found.origin().name().toLowerCase(Locale.ROOT),
            found.digits().sha256ByFile(),
            device.text(),
            Threads.used(),
            Versions.all(),
            RunManifest.now(),
            "running",
            0);
    manifest.write(directory.manifest());
    try (TrainingRun run = new TrainingRun(directory, wanted, seed, found, device)) {
      long begin = System.nanoTime();
      TrainingLoop.Ending ending = run.train(interrupt, reporter, reporter::warn);
      double seconds = (System.nanoTime() - begin) / 1e9;
      boolean complete = ending == TrainingLoop.Ending.COMPLETE;
      manifest.ended(complete ? "complete" : "interrupted", seconds).write(directory.manifest());
      if (!complete) {
        reporter.stopped(directory.path());
        return ExitCode.INTERRUPTED;
      }
      reporter.evaluating();
      RunEvaluation evaluation = run.evaluate(reporter::warn, correlations);
      EvaluationFile.write(directory.evaluation(), evaluation);
      reporter.evaluated(evaluation, directory.path());
      return interrupt.requested() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  private String baseName() {
    String name = Path.of(recipe).getFileName().toString();
    return name.replaceFirst("\\.ya?ml$", "");
  }
}
