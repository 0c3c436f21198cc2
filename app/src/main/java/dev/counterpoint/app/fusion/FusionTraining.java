package dev.counterpoint.app.fusion;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluator;
import dev.counterpoint.app.fusion.evaluation.BalanceSettings;
import dev.counterpoint.app.fusion.evaluation.ExampleKinds;
import dev.counterpoint.app.fusion.evaluation.Predictions;
import dev.counterpoint.app.fusion.evaluation.Subject;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunLifecycle;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One training of a fusion from an open directory to what was measured.
 *
 * @param directory where it writes; stays the caller's to close
 * @param recipe what to train and how
 * @param seed of all randomness
 * @param input the examples, of the same recipe and seed
 * @param device where to compute
 * @param withBoard whether event files of TensorBoard are written
 */
public record FusionTraining(
    RunDirectory directory,
    FusionRecipe recipe,
    long seed,
    FusionInput input,
    DeviceChoice device,
    boolean withBoard) {

  /**
   * Trains from the newest checkpoint or from the start, and measures.
   *
   * @param measuring called when training is done
   * @param warning told of what is not as it should be
   * @return what was measured; empty if somebody asked to stop, the training is saved then
   */
  public Optional<BalanceEvaluation> run(
      Interrupt interrupt,
      TrainingProgress progress,
      Runnable measuring,
      Consumer<String> warning) {
    MultimodalData data = input.data();
    RunManifest manifest =
        RunManifest.begin(
            seed,
            data.name(),
            data.drawn() ? "made by the program" : "files or generator",
            data.fingerprints(),
            device.text(),
            Threads.used());
    try (FusionRun run = new FusionRun(directory, recipe, seed, input, device)) {
      TrainingLoop.Ending ending =
          new RunLifecycle(directory, FusionRecipes.toYaml(recipe), manifest)
              .train(run, interrupt, progress, warning, withBoard);
      if (ending == TrainingLoop.Ending.INTERRUPTED) {
        return Optional.empty();
      }
      measuring.run();
      return Optional.of(measure(run.trained(warning)));
    }
  }

  /** Measures a trained fusion and writes what was measured into its directory. */
  public BalanceEvaluation measure(TrainedFusion trained) {
    BalanceEvaluator.Result result =
        new BalanceEvaluator(
                trained.learner(),
                input.data(),
                BalanceSettings.standard(seed),
                trained.manager())
            .evaluate(
                new Subject(
                    recipe.balance().method().text(),
                    seed,
                    trained.step(),
                    recipe.balance().trainsClassifiers()),
                input
                    .kinds()
                    .map(kinds -> new ExampleKinds(kinds.names(), kinds.test()))
                    .orElseGet(ExampleKinds::none));
    result.predictions().write(directory.path().resolve(Predictions.NAME));
    result.evaluation().write(directory.path().resolve(BalanceEvaluation.NAME));
    return result.evaluation();
  }
}
