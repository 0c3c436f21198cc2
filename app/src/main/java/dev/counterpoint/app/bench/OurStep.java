package dev.counterpoint.app.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.TrainingStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.RenderedDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.Learner;
import java.util.List;
import java.util.Map;

/**
 * Our training step, put together as a run does it, over rendered digits, so that no data set is
 * needed and every machine computes the same.
 */
final class OurStep implements AutoCloseable {

  private static final long SEED = 1;
  private static final int EXAMPLES = 8192;

  private final NDManager manager;
  private final Recipe recipe;
  private final Learner learner;
  private final TrainingStep step;
  private final BatchSource source;
  private final Batch fixed;
  private int taken;

  /**
   * Puts the step together; loads the engine.
   *
   * @param recipe by name
   * @param batchSize examples a step
   * @param freshBatches whether each step makes its own batch; otherwise one, made here, serves all
   */
  OurStep(String recipe, int batchSize, boolean freshBatches) {
    this.recipe =
        Recipes.load(
            recipe,
            // The peer is written for this network, whatever the experiments choose.
            List.of(
                "training.batchSize=" + batchSize,
                "encoder.type=small-cnn",
                "encoder.features=128",
                "encoder.projection=relu-linear",
                "encoder.embedding=64",
                "objective.temperature=0.1",
                "optimizer.weightDecay=0.0001"));
    Assembly assembly = new Assembly(this.recipe, RandomAddress.seed(SEED));
    ColoredEnvironments environments =
        assembly.environments(
            new DigitSets(
                RenderedDigits.train(SEED, EXAMPLES),
                RenderedDigits.test(SEED, RenderedDigits.CLASSES),
                "rendered digits",
                Map.of()));
    this.manager = NDManager.newBaseManager();
    this.learner = assembly.learner(environments, manager);
    this.step =
        new TrainingStep(learner, assembly.optimizer(learner), this.recipe.optimizer().clipNorm());
    this.source = assembly.batches(environments, manager);
    this.fixed = freshBatches ? null : source.batch(manager, 0, 0);
  }

  /** Takes one step. */
  void take() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      step.take(own, batch(own), recipe.optimizer().learningRate());
    }
    taken++;
  }

  /** Takes one step and waits for its loss. */
  float takeForLoss() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      return step.take(own, batch(own), recipe.optimizer().learningRate()).getFloat();
    }
  }

  private Batch batch(NDManager own) {
    if (fixed == null) {
      int steps = source.stepsPerEpoch();
      return source.batch(own, taken / steps, taken % steps);
    }
    // What is computed from the batch belongs to its manager, and must end with the step.
    own.tempAttachAll(fixed.modalities().values().toArray(new NDArray[0]));
    return fixed;
  }

  Recipe recipe() {
    return recipe;
  }

  Learner learner() {
    return learner;
  }

  /** The batch of every step, or null where each step has its own. */
  Batch fixedBatch() {
    return fixed;
  }

  @Override
  public void close() {
    source.close();
    learner.close();
    manager.close();
  }
}
