package dev.counterpoint.models.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/** Parameters as a block sees them that is not to learn: the same values, cut off the graph. */
final class ConstantParameters extends ParameterStore {

  private final NDManager step;

  /**
   * Parameters for one forward pass.
   *
   * @param step owner of what stands for them
   */
  ConstantParameters(NDManager step) {
    super(step, false);
    this.step = step;
  }

  /** The same memory, without a graph; ends with the step. */
  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    NDArray constant = parameter.getArray().stopGradient();
    constant.attach(step);
    return constant;
  }
}
