package dev.counterpoint.app.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;

/** One step of training as the loop sees it. */
public interface Step {

  /**
   * Takes the step. The host never waits for the device.
   *
   * @param step owns the batch and everything made on the way
   * @param batch what to learn from
   * @param learningRate of this step
   * @return the loss before the update, scalar; belongs to {@code step}
   */
  NDArray take(NDManager step, Batch batch, double learningRate);
}
