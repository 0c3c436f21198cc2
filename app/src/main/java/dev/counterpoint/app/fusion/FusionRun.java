package dev.counterpoint.app.fusion;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.recipe.Balance;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.run.CheckpointedTraining;
import dev.counterpoint.app.run.Run;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.training.DivergenceException;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.Selection;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.fusion.FusionModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * One training of a fusion in one directory: a function of recipe, seed and data. Everything of it
 * lives on one device and is let go of with {@link #close}.
 */
public final class FusionRun implements Run {

  private static final String TOKENIZER = "tokenizer.json";

  private final RunDirectory directory;
  private final FusionRecipe recipe;
  private final FusionInput input;
  private final FusionAssembly assembly;
  private final NDManager manager;
  private final ResidentPart train;
  private final ResidentPart validation;
  private final FusionLearner learner;
  private final CheckpointedTraining training;
  private final Selection selection;

  /**
   * Builds the parts; loads the engine.
   *
   * @param directory where it writes, open; stays the caller's to close
   * @param recipe what to train and how
   * @param seed of all randomness
   * @param input the examples, of the same recipe and seed
   * @param device where to compute
   * @throws dev.counterpoint.app.recipe.RecipeException if recipe and data do not fit together
   */
  public FusionRun(
      RunDirectory directory,
      FusionRecipe recipe,
      long seed,
      FusionInput input,
      DeviceChoice device) {
    this.directory = directory;
    this.recipe = recipe;
    this.input = input;
    this.assembly = new FusionAssembly(recipe, RandomAddress.seed(seed));
    assembly.requireBatches(input);
    this.manager = NDManager.newBaseManager(device.resolve());
    try {
      this.train = new ResidentPart(manager, input.data().train());
      this.validation = new ResidentPart(manager, input.data().validation());
      FusionModel model = assembly.model(input, manager);
      this.learner =
          new FusionLearner(
              model,
              assembly.balancer(input),
              new FusionLatents(
                  model, train, input.data().train(), validation, input.data().validation()));
      this.training =
          new CheckpointedTraining(
              directory,
              FusionRecipes.toYaml(recipe),
              seed,
              recipe.optimizer(),
              recipe.training(),
              learner);
      this.selection = new Selection(new AccuracyValidation(learner, validation));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public TrainingLoop.Ending train(
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning,
      MetricsListener listener) {
    Path file = directory.path().resolve(TOKENIZER);
    input.tokenizer().filter(t -> !Files.exists(file)).ifPresent(t -> AtomicFile.write(file, t));
    input.notes().forEach(warning);
    boolean begun = !new CheckpointStore(directory.checkpoints()).files().isEmpty();
    boolean given = !recipe.start().from().isEmpty();
    if (given && !begun) {
      boolean all = recipe.balance().method() != Balance.Method.UNIMODAL;
      new StartingParts(recipe.start().from().stream().map(Path::of).toList())
          .putInto(learner.model(), all, warning);
    }
    if (given && recipe.balance().method() == Balance.Method.ENSEMBLE) {
      // Nothing is left to train: the parts are the ensemble.
      training.keepAsItIs(selection);
      return TrainingLoop.Ending.COMPLETE;
    }
    try (FusionBatches batches =
        new FusionBatches(train, recipe.training().batchSize(), assembly.root())) {
      return training.train(batches, interrupt, progress, warning, listener, selection);
    } catch (DivergenceException e) {
      throw learner
          .firstNotFinite()
          .<RuntimeException>map(bad -> NotFiniteTermException.of(bad, recipe.balance(), e))
          .orElse(e);
    }
  }

  /**
   * The model as it is measured: where it validated best, or the last step, as the recipe says.
   *
   * @throws dev.counterpoint.app.checkpoint.CheckpointException if there is no checkpoint that is
   *     whole
   */
  public TrainedFusion trained(Consumer<String> warning) {
    CheckpointedTraining.BestStep step;
    if (recipe.selection() == FusionRecipe.Chosen.VALIDATION) {
      step = training.restoreBest(warning);
    } else {
      long last = training.restore(warning);
      step = new CheckpointedTraining.BestStep(last, last);
    }
    return new TrainedFusion(recipe, input, learner, manager, step.step(), step.trained());
  }

  /** Steps of the whole training. */
  public long totalSteps() {
    boolean assembled =
        recipe.balance().method() == Balance.Method.ENSEMBLE && !recipe.start().from().isEmpty();
    long stepsPerEpoch = input.data().train().size() / recipe.training().batchSize();
    return assembled ? 0 : stepsPerEpoch * recipe.training().epochs();
  }

  @Override
  public void close() {
    manager.close();
  }
}
