package dev.counterpoint.app.cli;

import dev.counterpoint.app.cli.captioned.TrainClipCommand;
import dev.counterpoint.app.cli.fusion.TrainFusionCommand;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunLifecycle;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.worker.Reporter;
import dev.counterpoint.datasets.digits.FoundDigits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains one model and measures it. */
@Command(
    name = "train",
    subcommands = {TrainClipCommand.class, TrainFusionCommand.class, TrainTowersCommand.class},
    header = "Trains one model and measures it.",
    description = {
      "",
      "A recipe says what is trained, on what, and how: method, data, encoder, loss, augmentation,"
          + " optimizer, length. --print-recipe shows all of its keys with their values. A file of"
          + " your own names one of the recipes that come with the program with its key 'base' and"
          + " holds what differs; --set is laid over both.",
      "",
      "  counterpoint train",
      "  counterpoint train --recipe colored-mnist-simclr --set training.epochs=10",
      "  counterpoint train --recipe my.yaml --seed 3 --out runs/mine",
      "  counterpoint train --resume --out runs/mine",
      "  counterpoint train clip --data photos    pictures with captions",
      "",
      "The run directory gets recipe.yaml, run.json (seed, versions, data), metrics.jsonl (loss in"
          + " nats), the same for TensorBoard (tensorboard --logdir runs), checkpoints and"
          + " evaluation.json (accuracies in percent)."
    })
final class TrainCommand extends HelpfulCommand implements Callable<Integer> {

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
      description = "Changes one value of the recipe, such as training.epochs=10; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of all randomness. Default: 0.")
  private long seed;

  @Mixin private RunOptions run;

  @Mixin private DigitOptions digits;
  @Mixin private ComputeOptions compute;
  @Mixin private ShiftOptions shift;

  @Option(names = "--worker", hidden = true)
  private boolean worker;

  @Override
  public Integer call() {
    compute.chooseForTraining();
    shift.correlations();
    refuseChangesToResumed();
    Recipe wanted = Recipes.load(recipe, settings);
    if (run.printsRecipe()) {
      System.out.print(Recipes.toYaml(wanted));
      return ExitCode.OK;
    }
    String name = baseName() + "-seed-" + seed;
    Interrupt interrupt = Interrupt.onSignals();
    try (Reporter reporter = worker ? Reporter.forParent(interrupt) : new BarReporter("train");
        RunDirectory directory = run.directory(name)) {
      return run.resumes()
          ? resume(directory, reporter, interrupt)
          : train(
              wanted, digits.find(), compute.chooseForTraining(), directory, reporter, interrupt);
    } finally {
      interrupt.finished();
    }
  }

  private void refuseChangesToResumed() {
    run.refuseChangesToResumed(
        run.isGiven("--set"), "recipe and seed", "--recipe, --set and --seed");
  }

  private int resume(RunDirectory directory, Reporter reporter, Interrupt interrupt) {
    Recipe begun = Recipes.load(directory.recipe().toString(), List.of());
    RunManifest manifest = RunManifest.read(directory.manifest());
    seed = manifest.seed();
    FoundDigits found = digits.find();
    manifest.requireSame(found.digits());
    DeviceChoice device = compute.chooseForTraining(manifest);
    return train(begun, found, device, directory, reporter, interrupt);
  }

  private int train(
      Recipe wanted,
      FoundDigits found,
      DeviceChoice device,
      RunDirectory directory,
      Reporter reporter,
      Interrupt interrupt) {
    String yaml = Recipes.toYaml(wanted);
    reporter.begin(yaml, found.explanation(), directory.path(), seed);
    try (TrainingRun training = new TrainingRun(directory, wanted, seed, found, device)) {
      RunManifest manifest = RunManifest.begin(seed, found, device.text(), Threads.used());
      TrainingLoop.Ending ending =
          new RunLifecycle(directory, yaml, manifest)
              .train(training, interrupt, reporter, reporter::warn, run.tensorBoard());
      if (ending == TrainingLoop.Ending.INTERRUPTED) {
        reporter.stopped(directory.path());
        return ExitCode.INTERRUPTED;
      }
      reporter.evaluating();
      RunEvaluation evaluation = training.evaluate(reporter::warn, shift.correlations());
      EvaluationFile.write(directory.evaluation(), evaluation);
      reporter.evaluated(EvaluationText.of(evaluation), directory.evaluation());
      return interrupt.requested() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  private String baseName() {
    String name = Path.of(recipe).getFileName().toString();
    return name.replaceFirst("\\.ya?ml$", "");
  }
}
