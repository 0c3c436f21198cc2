package dev.counterpoint.models.encoder;

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
public final class ChannelsLast {

  private ChannelsLast() {}

  /**
   * The same pictures in this order.
   *
   * @param pictures {@code (N, C, H, W)}; whatever else, and what is on a GPU, is given back
   */
  public static NDArray of(NDArray pictures) {
    Shape shape = pictures.getShape();
    if (shape.dimension() != 4 || pictures.getDevice().isGpu()) {
      return pictures;
    }
    NDArray turned = pictures;
    if (shape.get(1) > 1) {
      turned = pictures.transpose(0, 2, 3, 1).flatten(); // copies, as its rows are not contiguous
    }
    return turned
        .reshape(shape.get(0), shape.get(2), shape.get(3), shape.get(1))
        .transpose(0, 3, 1, 2);
  }
}
