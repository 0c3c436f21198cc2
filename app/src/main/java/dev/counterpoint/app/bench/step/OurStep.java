package dev.counterpoint.app.bench.step;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.RenderedDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Our training step, put together as a run does it, over rendered digits, so that no data set is
 * needed and every machine computes the same.
 */
final class OurStep implements MeasuredStep {

  private static final long SEED = 1;
  private static final int EXAMPLES = 8192;

  private final NDManager manager;
  private final Recipe recipe;
  private final Learner learner;
  private final TimedOptimizer optimizer;
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
    this.manager = NDManager.newBaseManager(Device.cpu());
    this.learner = assembly.learner(environments, manager);
    this.optimizer = new TimedOptimizer(assembly.optimizer(learner));
    this.step = new TrainingStep(learner, optimizer, this.recipe.optimizer().clipNorm());
    this.source = assembly.batches(environments, manager);
    this.fixed = freshBatches ? null : source.batch(manager, 0, 0);
  }

  @Override
  public void take() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      step.take(own, batch(own), recipe.optimizer().learningRate());
    }
    taken++;
  }

  @Override
  public float takeForLoss() {
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

  @Override
  public Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("network", "small-cnn");
    settings.setProperty("batchSize", Integer.toString(recipe.training().batchSize()));
    settings.setProperty("side", Long.toString(fixed.get(Modality.IMAGE).getShape().get(2)));
    settings.setProperty("temperature", Double.toString(recipe.objective().temperature()));
    settings.setProperty("learningRate", Double.toString(recipe.optimizer().learningRate()));
    settings.setProperty("weightDecay", Double.toString(recipe.optimizer().weightDecay()));
    settings.setProperty("beta1", Double.toString(AdamW.Settings.DEFAULT.beta1()));
    settings.setProperty("beta2", Double.toString(AdamW.Settings.DEFAULT.beta2()));
    settings.setProperty("epsilon", Double.toString(AdamW.Settings.DEFAULT.epsilon()));
    return settings;
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public TimedOptimizer optimizer() {
    return optimizer;
  }

  @Override
  public Batch fixedBatch() {
    return fixed;
  }

  @Override
  public void close() {
    source.close();
    learner.close();
    manager.close();
  }
}
