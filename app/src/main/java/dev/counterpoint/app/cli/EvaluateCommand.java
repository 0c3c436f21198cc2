package dev.counterpoint.app.cli;

import dev.counterpoint.app.cli.captioned.EvaluateRetrievalCommand;
import dev.counterpoint.app.cli.fusion.EvaluateFusionCommand;
import dev.counterpoint.app.cli.interactions.EvaluateInteractionsCommand;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.datasets.digits.FoundDigits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a run again. */
@Command(
    name = "evaluate",
    subcommands = {
      EvaluateRetrievalCommand.class,
      EvaluateFusionCommand.class,
      EvaluateInteractionsCommand.class
    },
    header = "Measures a trained run again, from its newest checkpoint.",
    description = {
      "",
      "Fits every readout (zero-shot, linear probes, kNN, supervised head) on the training data of"
          + " the run, prints accuracies in percent, and writes all of it as JSON, with confusions and the"
          + " shift curve.",
      "",
      "  counterpoint evaluate runs/mine",
      "  counterpoint evaluate runs/mine --digits ~/mnist",
      "  counterpoint evaluate retrieval runs/photos         of train clip",
      "  counterpoint evaluate runs/mine --rendered --other-digits --out rendered.json"
    })
final class EvaluateCommand extends HelpfulCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  // Not required by picocli, which would ask for it before a subcommand, too.
  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      hideParamSyntax = true,
      description = "The run directory, as train printed it.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The JSON file; replaced if it is there. Default: RUN/evaluation.json.")
  private Path out;

  @Option(
      names = "--other-digits",
      description =
          "Measure on other digits than those of the training, which is an error otherwise; needs"
              + " --out.")
  private boolean otherDigits;

  @Mixin private DigitOptions digits;
  @Mixin private ComputeOptions compute;
  @Mixin private ShiftOptions shift;

  @Override
  public Integer call() {
    checkOptions();
    try (RunDirectory directory = RunDirectory.open(run)) {
      Recipe recipe = Recipes.load(directory.recipe().toString(), List.of());
      RunManifest manifest = RunManifest.read(directory.manifest());
      DeviceChoice device = compute.choose(manifest);
      FoundDigits found = digits.find();
      Console.say(found.explanation());
      if (!otherDigits) {
        manifest.requireSame(found.digits());
      }
      try (TrainingRun trained =
          new TrainingRun(directory, recipe, manifest.seed(), found, device)) {
        measure(trained, directory);
      }
    }
    return ExitCode.OK;
  }

  private void measure(TrainingRun trained, RunDirectory directory) {
    RunEvaluation evaluation =
        trained.evaluate(text -> Console.say("warning: " + text), shift.correlations());
    if (evaluation.step() < trained.totalSteps()) {
      Console.say(
          "warning: the training is not complete: step %d of %d"
              .formatted(evaluation.step(), trained.totalSteps()));
    }
    Path file = out == null ? directory.evaluation() : out;
    EvaluationFile.write(file, evaluation);
    System.out.println(EvaluationText.of(evaluation));
    Console.say("all of it: " + file);
  }

  private void checkOptions() {
    if (run == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'RUN'");
    }
    shift.correlations();
    if (otherDigits && out == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--other-digits needs --out FILE: RUN/evaluation.json is of the digits of the training");
    }
  }
}
