package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;

/**
 * The learned bias of a sigmoid loss, which carries how rare pairs that belong together are (Zhai
 * et al. 2023, section 3.2). It does not decay.
 *
 * <p>Its forward pass ignores its input and gives a scalar, {@code (1)}.
 */
public final class LogitBias extends AbstractBlock {

  private final Parameter bias;

  private LogitBias(double first) {
    this.bias =
        addParameter(
            Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(1))
                .optInitializer(new ConstantInitializer((float) first))
                .build());
  }

  /**
   * A bias that is learned from this value on.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static LogitBias learned(double first) {
    if (!Double.isFinite(first)) {
      throw new IllegalArgumentException("the bias must be finite, found " + first);
    }
    return new LogitBias(first);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray value = store.getValue(bias, inputs.head().getDevice(), training);
    // A result of an operation, for the caller to close; the parameter itself is not.
    NDArray result = value.reshape(1);
    result.attach(inputs.head().getManager());
    return new NDList(result);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(1)};
  }
}
