package dev.counterpoint.models.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Changes parameters along their gradients. All that it remembers can be saved and put back, so
 * that a resumed run continues bit by bit.
 */
public interface Optimizer {

  /**
   * Updates every parameter from its gradient and sets the gradient to zero. Nothing is read back
   * from the device.
   *
   * @param learningRate of this step
   */
  default void step(double learningRate) {
    step(learningRate, parameter -> 1);
  }

  /**
   * The same with a factor on the learning rate of each parameter. At 0 a parameter and what is
   * remembered of it stay as they are, and its gradient is set to zero.
   *
   * @param rates factor of 0 or more, by the parameter's name
   */
  void step(double learningRate, ToDoubleFunction<String> rates);

  /** Number of steps taken. */
  long steps();

  /**
   * What it remembers, by name such as {@code "adamw.mean/image-encoder/01Conv2d_weight"}. The
   * arrays stay its own: copy before the next step, do not close.
   */
  Map<String, NDArray> state();

  /**
   * Puts back what {@link #state} gave.
   *
   * @param steps number of steps that the state had seen
   * @param state the same names and shapes as {@link #state}; copied
   * @throws IllegalArgumentException if a name is missing or a shape differs; nothing has changed
   *     then
   */
  void restore(long steps, Map<String, NDArray> state);
}
