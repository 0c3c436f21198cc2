package dev.counterpoint.app.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.training.SteeredStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.Properties;

/** A step of a fusion over one fixed batch of noise. */
final class FusionStep implements MeasuredStep {

  private static final long SEED = 1;
  private static final double LEARNING_RATE = 1e-4;

  /** Some methods take other steps in other epochs; all kinds are to be met. */
  private static final int STEPS_PER_EPOCH = 10;

  private final NDManager manager;
  private final FusionLearner learner;
  private final TimedOptimizer optimizer;
  private final SteeredStep step;
  private final Batch batch;
  private long taken;

  /**
   * Puts the step together; loads the engine.
   *
   * @param batchSize examples a step
   */
  FusionStep(Fusions fusion, int batchSize) {
    this.manager = NDManager.newBaseManager(Device.cpu());
    RandomAddress random = RandomAddress.seed(SEED);
    FusionModel model =
        new FusionModel(
            new Network(manager, random.purpose("initialization")),
            fusion.towers(batchSize),
            fusion.head(),
            Fusions.CLASSES);
    this.learner = new FusionLearner(model, fusion.balancer(random), null);
    this.optimizer =
        new TimedOptimizer(
            new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, manager));
    this.step = new SteeredStep(learner, optimizer, 0);
    this.batch = fusion.batch(manager, batchSize, random.purpose("batch"));
  }

  @Override
  public void take() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      take(own);
    }
  }

  @Override
  public float takeForLoss() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      return take(own).toFloatArray()[0];
    }
  }

  private NDArray take(NDManager own) {
    // What is computed from the batch belongs to its manager, and must end with the step.
    own.tempAttachAll(batch.modalities().values().toArray(new NDArray[0]));
    own.tempAttachAll(batch.labels());
    return step.take(own, batch, new StepPlace(taken++, STEPS_PER_EPOCH), LEARNING_RATE);
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
    return batch;
  }

  /** There is no peer that would read them. */
  @Override
  public Properties settings() {
    return new Properties();
  }

  @Override
  public void close() {
    learner.close();
    manager.close();
  }
}
