package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.fusion.FusionRun;
import dev.counterpoint.app.fusion.FusionTraining;
import dev.counterpoint.app.fusion.TrainedFusion;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures a fusion of modalities again. */
@Command(
    name = "fusion",
    header = "Measures a fusion of modalities, from its newest checkpoint.",
    description = {
      "",
      "Accuracy, with each subset of the modalities, with each one permuted or under noise; what each"
          + " contributes (Shapley values, divergence of the prediction); linear probes of the"
          + " encoders; calibration. Replaces RUN/balance.json and RUN/predictions.safetensors.",
      "",
      "  counterpoint evaluate fusion runs/fusion-digits-mcr-seed-0"
    })
public final class EvaluateFusionCommand extends HelpfulCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "The run directory, as train fusion printed it.")
  private Path run;

  @Mixin private FusionDataOptions data;
  @Mixin private ComputeOptions compute;

  /** Created by picocli. */
  public EvaluateFusionCommand() {}

  @Override
  public Integer call() {
    try (RunDirectory directory = RunDirectory.open(run)) {
      FusionRecipe recipe = FusionRecipes.load(directory.recipe().toString(), List.of());
      RunManifest manifest = RunManifest.read(directory.manifest());
      FusionInput input = data.data().open(recipe.data(), manifest.seed());
      manifest.requireSame(input.data().name(), input.data().fingerprints());
      FusionTraining training =
          new FusionTraining(
              directory, recipe, manifest.seed(), input, compute.choose(manifest), false);
      try (FusionRun begun =
          new FusionRun(directory, recipe, manifest.seed(), input, training.device())) {
        TrainedFusion trained = begun.trained(text -> Console.say("warning: " + text));
        if (trained.trained() < begun.totalSteps()) {
          Console.say(
              "warning: the training is not complete: step %d of %d"
                  .formatted(trained.trained(), begun.totalSteps()));
        }
        System.out.println(BalanceText.of(training.measure(trained)));
      }
      Console.say("all of it: " + directory.path().resolve(BalanceEvaluation.NAME));
    }
    return 0;
  }
}
