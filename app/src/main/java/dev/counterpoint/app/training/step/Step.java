package dev.counterpoint.app.training.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.learner.StepPlace;

/** One step of training as the loop sees it. */
public interface Step {

  /**
   * Takes the step. The host never waits for the device.
   *
   * @param step owns the batch and everything made on the way
   * @param batch what to learn from
   * @param place where the training stands
   * @param learningRate of this step
   * @return the loss before the update, scalar; belongs to {@code step}
   */
  NDArray take(NDManager step, Batch batch, StepPlace place, double learningRate);

  /** A step as at the beginning of a training, for steps that do not ask where it stands. */
  default NDArray take(NDManager step, Batch batch, double learningRate) {
    return take(step, batch, new StepPlace(0, 1), learningRate);
  }
}
