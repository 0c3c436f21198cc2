package dev.counterpoint.app.fusion.quality;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.fusion.FusionAssembly;
import dev.counterpoint.app.fusion.FusionBatches;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.fusion.FusionLatents;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.run.CheckpointedTraining;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.Selection;
import dev.counterpoint.app.training.step.SteeredStep;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.optimizer.LearningRate;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.OptionalLong;

/**
 * One fusion that is trained in memory on the first examples of a pool, by its fused cross-entropy.
 * Whatever their number, it takes as many steps as the recipe's epochs on the whole pool; what
 * validates best of twenty points of the way is kept. Lives on one device until {@link #close}.
 */
final class SubsetTraining implements AutoCloseable {

  private static final int VALIDATIONS = 20;

  private final FusionRecipe recipe;
  private final long seed;
  private final NDManager manager;
  private final FusionAssembly assembly;
  private final ResidentPart train;
  private final ResidentPart validation;
  private final FusionLearner learner;
  private final long steps;

  /**
   * Builds the parts; loads the engine.
   *
   * @param input of the subset; its training part is the whole pool
   * @param examples of the pool that are trained on
   */
  SubsetTraining(
      FusionRecipe recipe, long seed, FusionInput input, int examples, DeviceChoice device) {
    this.recipe = recipe;
    this.seed = seed;
    this.assembly = new FusionAssembly(recipe, RandomAddress.seed(seed));
    int pool = input.data().train().size();
    int batch = recipe.training().batchSize();
    this.steps = (long) Math.max(1, pool / batch) * recipe.training().epochs();
    this.manager = NDManager.newBaseManager(device.resolve());
    try {
      MultimodalPart first = input.data().train().first(examples);
      this.train = new ResidentPart(manager, first);
      this.validation = new ResidentPart(manager, input.data().validation());
      FusionModel model = assembly.model(input, manager);
      this.learner =
          new FusionLearner(
              model,
              new JointTraining(),
              new FusionLatents(model, train, first, validation, input.data().validation()));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Trains.
   *
   * @return the step that validated best, whose parameters the learner now has; empty if somebody
   *     asked to stop
   */
  OptionalLong train(Interrupt interrupt) {
    Optimizer optimizer = CheckpointedTraining.optimizer(recipe.optimizer(), learner);
    SteeredStep step = new SteeredStep(learner, optimizer, recipe.optimizer().clipNorm());
    LearningRate schedule =
        new LearningRate(
            recipe.optimizer().learningRate(),
            recipe.optimizer().warmupSteps(),
            steps,
            recipe.optimizer().decay());
    Selection selection = new Selection(new LossValidation(learner, validation));
    long every = Math.max(1, steps / VALIDATIONS);
    int batch = Math.min(recipe.training().batchSize(), train.size());
    try (FusionBatches batches = new FusionBatches(train, batch, assembly.root())) {
      int perEpoch = batches.stepsPerEpoch();
      for (long at = 0; at < steps; at++) {
        if (interrupt.requested()) {
          return OptionalLong.empty();
        }
        try (NDManager scratch = manager.newSubManager()) {
          step.take(
              scratch,
              batches.batch(scratch, (int) (at / perEpoch), (int) (at % perEpoch)),
              new StepPlace(at, perEpoch),
              schedule.at(at));
        }
        if ((at + 1) % every == 0 || at + 1 == steps) {
          selection.afterEpoch(at + 1, learner.network());
        }
      }
    }
    return OptionalLong.of(
        TrainState.capture(
                steps, seed, "", learner.network(), optimizer, new float[0], selection.best())
            .restoreBest(learner.network()));
  }

  FusionLearner learner() {
    return learner;
  }

  NDManager manager() {
    return manager;
  }

  /** Of the whole training. */
  long steps() {
    return steps;
  }

  @Override
  public void close() {
    manager.close();
  }
}
