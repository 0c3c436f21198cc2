package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.counterpoint.datasets.Batch;
import java.util.Map;

/**
 * A method that steers its own steps: it knows where the training stands, may have several
 * objectives whose gradients it wants to see apart, changes gradients before the optimizer reads
 * them, and may hold parts of the network back.
 */
public interface SteeredLearner extends Learner {

  /**
   * Called before each step, with no graph; for what happens once an epoch, for instance.
   *
   * @param place of the step that comes
   */
  default void beforeStep(StepPlace place) {}

  /**
   * What is minimised, from one forward pass.
   *
   * @param place of this step
   * @return scalars, at least one; the first is the loss that is reported. Of several, the
   *     gradients are kept apart for {@link #steer}
   */
  NDList objectives(Batch batch, StepPlace place);

  /**
   * Changes the gradients in place, after the backward pass and before clipping; with no graph.
   *
   * @param gradients of the objectives; of one they are there already, of several this has to put
   *     there what the optimizer reads
   */
  void steer(StepGradients gradients, StepPlace place);

  /**
   * Factors on the learning rate by block.
   *
   * @return names of blocks of the network with a factor of 0 or more; a block that is not named
   *     has 1. At 0 its parameters and the optimizer's memory of them stay as they are
   */
  Map<String, Double> rates(StepPlace place);

  /** The first objective as at the beginning of a training. */
  @Override
  default NDArray loss(Batch batch) {
    return objectives(batch, new StepPlace(0, 1)).head();
  }
}
