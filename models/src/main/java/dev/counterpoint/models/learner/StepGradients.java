package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import dev.counterpoint.models.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradients of a step, between the backward pass and the optimizer. There is no graph, and nothing
 * is read from the device.
 */
public final class StepGradients {

  private final Network network;
  private final List<Map<String, NDArray>> apart;

  /**
   * Gradients that lie at the parameters of a network.
   *
   * @param apart copies for each objective, by parameter, where there are several; empty for one
   */
  public StepGradients(Network network, List<Map<String, NDArray>> apart) {
    this.network = network;
    this.apart = List.copyOf(apart);
  }

  /**
   * Gradients of one of several objectives.
   *
   * @param objective counted from 0
   * @return by the parameter's name, in a fixed order; copies
   * @throws IndexOutOfBoundsException if there is no such objective, or only one in all
   */
  public Map<String, NDArray> of(int objective) {
    return apart.get(objective);
  }

  /** Parameters of a block that have a gradient, by name, in a fixed order. */
  public Map<String, Parameter> parameters(String block) {
    Map<String, Parameter> own = new LinkedHashMap<>(network.trainable());
    own.keySet().removeIf(name -> !name.startsWith(block + "/"));
    return own;
  }

  /**
   * Multiplies all gradients of a block.
   *
   * @param factor scalar on the device
   */
  public void scale(String block, NDArray factor) {
    for (Parameter parameter : parameters(block).values()) {
      try (NDArray gradient = parameter.getArray().getGradient()) {
        gradient.muli(factor);
      }
    }
  }

  /** Adds to the gradient of a parameter. */
  public void add(Parameter parameter, NDArray values) {
    try (NDArray gradient = parameter.getArray().getGradient()) {
      gradient.addi(values);
    }
  }

  /** Puts values in the place of the gradient of a parameter. */
  public void set(Parameter parameter, NDArray values) {
    try (NDArray gradient = parameter.getArray().getGradient()) {
      gradient.set(new NDIndex("..."), values);
    }
  }
}
