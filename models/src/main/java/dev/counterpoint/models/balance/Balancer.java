package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import java.util.Map;

/**
 * How a fusion of modalities is trained: what is minimised, what happens to gradients and learning
 * rates, and which scores are the prediction.
 *
 * <p>It keeps no state between steps but what it puts into the network by {@link #addTo}, so that a
 * checkpoint of the network is a checkpoint of the method; what is random follows from the place of
 * the step.
 */
public interface Balancer {

  /**
   * Adds the blocks of its own to the model's network; also what freezes parts of it. Called once,
   * before the optimizer is made.
   */
  default void addTo(FusionModel model) {}

  /**
   * Called before the first step of each epoch, with no graph.
   *
   * @param epoch counted from 0
   * @param latents features as the model has them now
   * @param manager owner of what is made on the way
   */
  default void beginEpoch(FusionModel model, int epoch, Latents latents, NDManager manager) {}

  /** What is minimised; see {@link Objectives}. */
  Objectives objectives(FusionPass pass, StepPlace place);

  /**
   * Changes gradients in place, after the backward pass.
   *
   * @param notes what {@link #objectives} left for this in {@link Objectives#notes}
   * @param manager owner of what is made on the way
   */
  default void steer(
      FusionModel model,
      NDList notes,
      StepGradients gradients,
      StepPlace place,
      NDManager manager) {}

  /** Factors on the learning rate by block of the network; a block that is not named has 1. */
  default Map<String, Double> rates(FusionModel model, StepPlace place) {
    return Map.of();
  }

  /**
   * The prediction, with no graph and running statistics.
   *
   * @param features of each modality, {@code (N, F)}, in the model's order
   * @return scores of the classes, {@code (N, C)}, not normalised
   */
  default NDArray scores(FusionModel model, NDList features) {
    NDList projected = new NDList();
    for (int m = 0; m < features.size(); m++) {
      projected.add(model.project(m, features.get(m), false));
    }
    return model.combine(projected, false);
  }
}
