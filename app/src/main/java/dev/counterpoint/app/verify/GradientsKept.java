package dev.counterpoint.app.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** In place of an optimizer: takes the gradients to the host and leaves the parameters alone. */
final class GradientsKept implements Optimizer {

  private final Map<String, Parameter> parameters;
  private final Map<String, float[]> gradients = new LinkedHashMap<>();

  /** For parameters by name. */
  GradientsKept(Map<String, Parameter> parameters) {
    this.parameters = parameters;
  }

  /** Of the newest step, by parameter. */
  Map<String, float[]> gradients() {
    return gradients;
  }

  @Override
  public void step(double learningRate, ToDoubleFunction<String> rates) {
    parameters.forEach(
        (name, parameter) -> {
          try (NDArray gradient = parameter.getArray().getGradient()) {
            gradients.put(name, gradient.toFloatArray());
            gradient.muli(0f);
          }
        });
  }

  @Override
  public long steps() {
    return 0;
  }

  @Override
  public Map<String, NDArray> state() {
    return Map.of();
  }

  @Override
  public void restore(long steps, Map<String, NDArray> state) {
    // There is nothing to put back.
  }
}
