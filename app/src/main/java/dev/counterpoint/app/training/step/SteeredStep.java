package dev.counterpoint.app.training.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.learner.SteeredLearner;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.optimizer.GradientClip;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step that its learner steers: one or several objectives over one forward pass, gradients that
 * the learner changes before they are clipped and used, learning rates by block.
 *
 * @param learner what is trained
 * @param optimizer over the learner's trainable parameters
 * @param clipNorm bound on the global norm of gradients; 0 is none
 */
public record SteeredStep(SteeredLearner learner, Optimizer optimizer, double clipNorm)
    implements Step {

  @Override
  public NDArray take(NDManager step, Batch batch, StepPlace place, double learningRate) {
    learner.beforeStep(place);
    List<Map<String, NDArray>> apart = new ArrayList<>();
    NDArray loss =
        Backpropagation.ofEach(
            step, () -> learner.objectives(batch, place), () -> apart.add(takeAway(step)));
    learner.steer(new StepGradients(learner.network(), apart), place);
    if (clipNorm > 0) {
      GradientClip.byGlobalNorm(learner.network().trainable().values(), clipNorm, step);
    }
    Map<String, Double> rates = learner.rates(place);
    optimizer.step(learningRate, parameter -> rates.getOrDefault(block(parameter), 1.0));
    learner.afterStep();
    return loss.stopGradient();
  }

  /** Copies the gradients and sets them to zero. */
  private Map<String, NDArray> takeAway(NDManager step) {
    Map<String, NDArray> copies = new LinkedHashMap<>();
    learner
        .network()
        .trainable()
        .forEach(
            (name, parameter) -> {
              try (NDArray gradient = parameter.getArray().getGradient()) {
                NDArray copy = gradient.duplicate();
                copy.attach(step);
                NDScope.unregister(copy);
                copies.put(name, copy);
                gradient.muli(0f);
              }
            });
    return copies;
  }

  private static String block(String parameter) {
    return parameter.substring(0, parameter.indexOf('/'));
  }
}
