package dev.counterpoint.app.bench.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.Properties;

/** Our training step over one batch of noise, whatever is trained. */
final class FixedBatchStep implements MeasuredStep {

  private final NDManager manager;
  private final Learner learner;
  private final TimedOptimizer optimizer;
  private final TrainingStep step;
  private final Batch batch;
  private final double learningRate;
  private final Properties settings;

  /**
   * Puts the step together.
   *
   * @param manager owner of all; closed with this
   * @param learner closed with this
   * @param optimizer settings of AdamW over what the learner trains
   * @param batch of every step, the manager's
   * @param learningRate of every step
   * @param settings what the peer makes the same by
   */
  FixedBatchStep(
      NDManager manager,
      Learner learner,
      AdamW.Settings optimizer,
      Batch batch,
      double learningRate,
      Properties settings) {
    this.manager = manager;
    this.learner = learner;
    this.optimizer =
        new TimedOptimizer(new AdamW(learner.network().trainable(), optimizer, manager));
    this.step = new TrainingStep(learner, this.optimizer, 0);
    this.batch = batch;
    this.learningRate = learningRate;
    this.settings = settings;
  }

  @Override
  public void take() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      step.take(own, ownedBy(own), learningRate);
    }
  }

  @Override
  public float takeForLoss() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      return step.take(own, ownedBy(own), learningRate).getFloat();
    }
  }

  /** What is computed from the batch belongs to its manager, and must end with the step. */
  private Batch ownedBy(NDManager own) {
    own.tempAttachAll(batch.modalities().values().toArray(new NDArray[0]));
    return batch;
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

  @Override
  public Properties settings() {
    return settings;
  }

  @Override
  public void close() {
    learner.close();
    manager.close();
  }
}
