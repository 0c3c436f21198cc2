package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Pictures with the channels of a pixel side by side in memory, at the same shape {@code (N, C, H,
 * W)}.
 *
 * <p>libtorch reads the order from the strides and keeps it through convolution, BatchNorm and
 * ReLU. On a CPU its BatchNorm is vectorised for this order only, and oneDNN need not reorder: a
 * training step of the small CNN takes 0.7 of the time. DJL has no call for it, but a transposed
 * view of a {@code (N, H, W, C)} array has these strides. On a GPU cuDNN prefers the usual order
 * for 32-bit floats.
 */
final class ChannelsLast {

  private ChannelsLast() {}

  static NDArray of(NDArray pictures) {
    Shape shape = pictures.getShape();
    if (shape.dimension() != 4 || pictures.getDevice().isGpu()) {
      return pictures;
    }
    long n = shape.get(0);
    return pictures
        .transpose(0, 2, 3, 1)
        .flatten() // copies, for the rows of a transposed array are not contiguous
        .reshape(n, shape.get(2), shape.get(3), shape.get(1))
        .transpose(0, 3, 1, 2);
  }
}
