package dev.counterpoint.app.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.optimizer.GradientClip;
import dev.counterpoint.models.optimizer.Optimizer;

/**
 * One step of training: loss, gradients, clipping, update. The host never waits for the device.
 *
 * @param learner what is trained
 * @param optimizer over the learner's trainable parameters
 * @param clipNorm bound on the global norm of gradients; 0 is none
 */
public record TrainingStep(Learner learner, Optimizer optimizer, double clipNorm) {

  /**
   * Takes the step.
   *
   * @param batch owned by {@code step}, as is everything made on the way
   * @param learningRate of this step
   * @return the loss before the update, scalar; belongs to {@code step}
   */
  public NDArray take(NDManager step, Batch batch, double learningRate) {
    NDArray loss;
    // The scope ends what a block left on the manager of its parameters.
    try (GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDScope everything = new NDScope()) {
      everything.suppressNotUsedWarning();
      loss = learner.loss(batch);
      NDScope.unregister(loss);
      letGo(step, loss);
      collector.backward(loss);
    }
    if (clipNorm > 0) {
      GradientClip.byGlobalNorm(learner.network().trainable().values(), clipNorm, step);
    }
    optimizer.step(learningRate);
    learner.afterStep();
    return loss.stopGradient();
  }

  /**
   * Lets go of what the forward pass computed: the graph keeps what it needs and frees it on the
   * way, so that gradients reuse warm memory. What has no gradient must stay until the backward
   * pass is over: DJL makes numbers and constants in buffers of Java, which the graph reads and
   * does not own, and which the garbage collector takes as soon as their array is closed.
   */
  private static void letGo(NDManager step, NDArray loss) {
    for (NDArray array : step.getManagedArrays()) {
      if (array != loss && array.hasGradient()) {
        array.close();
      }
    }
  }
}
