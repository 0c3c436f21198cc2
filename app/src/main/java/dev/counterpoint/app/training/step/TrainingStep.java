package dev.counterpoint.app.training.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.optimizer.GradientClip;
import dev.counterpoint.models.optimizer.Optimizer;

/**
 * A step with the whole batch at once: loss, gradients, clipping, update.
 *
 * @param learner what is trained
 * @param optimizer over the learner's trainable parameters
 * @param clipNorm bound on the global norm of gradients; 0 is none
 */
public record TrainingStep(Learner learner, Optimizer optimizer, double clipNorm) implements Step {

  @Override
  public NDArray take(NDManager step, Batch batch, StepPlace place, double learningRate) {
    NDArray loss = Backpropagation.of(step, () -> learner.loss(batch), new NDList());
    update(step, learner, optimizer, clipNorm, learningRate);
    return loss.stopGradient();
  }

  /** What follows the backward pass: clipping, the optimizer's step, bounds on parameters. */
  static void update(
      NDManager step, Learner learner, Optimizer optimizer, double clipNorm, double learningRate) {
    if (clipNorm > 0) {
      GradientClip.byGlobalNorm(learner.network().trainable().values(), clipNorm, step);
    }
    optimizer.step(learningRate);
    learner.afterStep();
  }
}
