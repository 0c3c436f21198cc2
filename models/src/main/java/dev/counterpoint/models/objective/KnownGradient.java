package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;

/**
 * A scalar whose gradient is written down instead of recorded.
 *
 * <p>Where the derivative of a loss is a formula, its value and its gradient come from one pass
 * over constants: nothing is kept for a backward pass, and what both need is computed once. The
 * value that comes out is exact, as {@code s - s} is 0 for every finite s.
 */
final class KnownGradient {

  private KnownGradient() {}

  /**
   * Gives a value a gradient with respect to one more array.
   *
   * @param value scalar; what gradient it has already, it keeps
   * @param array what it depends on
   * @param gradient of the value by the array, of its shape, a constant
   * @return the value
   */
  static NDArray add(NDArray value, NDArray array, NDArray gradient) {
    NDArray slope = array.mul(gradient).sum();
    return value.add(slope.sub(slope.stopGradient()));
  }
}
