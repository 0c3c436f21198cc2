package dev.counterpoint.models.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.Collection;

/**
 * Clipping by the global norm: where the length of all gradients together exceeds a bound, all are
 * shortened by one factor, whatever their signs (Pascanu et al. 2013, "On the difficulty of
 * training recurrent neural networks", algorithm 1). DJL's {@code optClipGrad} bounds single
 * values, and from above only.
 */
public final class GradientClip {

  private GradientClip() {}

  /**
   * Shortens the gradients in place. Nothing is read back from the device.
   *
   * @param parameters each with a gradient
   * @param bound largest allowed length, above 0
   * @param step manager for what is made on the way and for the result
   * @return scalar, the length before clipping
   * @throws IllegalArgumentException if the bound is not above 0
   */
  public static NDArray byGlobalNorm(
      Collection<Parameter> parameters, double bound, NDManager step) {
    if (!(bound > 0)) {
      throw new IllegalArgumentException("the bound must be above 0, found " + bound);
    }
    NDList lengths = new NDList();
    for (Parameter parameter : parameters) {
      try (NDArray gradient = parameter.getArray().getGradient()) {
        NDArray length = gradient.norm(); // in one pass, without an array of squares
        length.attach(step);
        lengths.add(length);
      }
    }
    NDArray norm = NDArrays.stack(lengths).norm();
    // One division, so that it is exactly 1 at and below the bound: not one bit changes there.
    NDArray factor = norm.onesLike().muli((float) bound).divi(norm).minimum(1f);
    for (Parameter parameter : parameters) {
      try (NDArray gradient = parameter.getArray().getGradient()) {
        gradient.muli(factor);
      }
    }
    return norm;
  }
}
