package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;

/**
 * One over the temperature of a contrastive loss, kept as its logarithm: fixed, or learned and held
 * between 1 and 100 (Radford et al. 2021, section 2.5: "clipped to prevent scaling the logits by
 * more than 100").
 *
 * <p>Its forward pass ignores its input and gives a scalar, {@code (1)}.
 */
public final class LogitScale extends AbstractBlock {

  private static final double LARGEST = Math.log(100);

  private final Parameter logarithm;

  private LogitScale(double temperature, boolean learned) {
    if (!(temperature > 0) || temperature == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("temperature must be above 0, found " + temperature);
    }
    this.logarithm =
        addParameter(
            Parameter.builder()
                .setName("log")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(1))
                .optRequiresGrad(learned)
                .optInitializer(new ConstantInitializer((float) -Math.log(temperature)))
                .build());
  }

  /** A temperature that stays as it is. */
  public static LogitScale fixed(double temperature) {
    return new LogitScale(temperature, false);
  }

  /** A temperature that is learned from this value on. */
  public static LogitScale learned(double temperature) {
    return new LogitScale(temperature, true);
  }

  /** Whether the temperature is learned. */
  public boolean isLearned() {
    return logarithm.requiresGradient();
  }

  /** Brings a learned scale back between 1 and 100; called after each step. */
  public void clamp() {
    if (logarithm.requiresGradient()) {
      NDArray value = logarithm.getArray();
      // DJL's clip leaves two arrays with its bounds on the manager of what it clips.
      try (NDManager scratch = value.getManager().newSubManager()) {
        NDArray copy = value.duplicate();
        copy.attach(scratch);
        value.muli(0f).addi(copy.clip(0, LARGEST));
      }
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray scale = store.getValue(logarithm, inputs.head().getDevice(), training).exp();
    scale.attach(inputs.head().getManager());
    return new NDList(scale);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(1)};
  }
}
