package dev.counterpoint.models.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Gaussian blur with a deviation per picture: each axis is a product with a matrix of weights that
 * sum to one, also at the borders, where the part of the bell outside the picture is left out.
 */
final class GaussianBlur {

  /**
   * One over twice the variance where nothing is blurred: the neighbours' weights are exactly 0.
   */
  private static final float SHARP = 1e4f;

  private GaussianBlur() {}

  /**
   * Blurs.
   *
   * @param pictures {@code (N, C, H, W)}
   * @param sigmas deviation of each in pixels; 0 leaves it as it is
   * @return the same shape, on the manager of the pictures
   */
  static NDArray apply(NDArray pictures, double[] sigmas) {
    Shape shape = pictures.getShape();
    NDManager manager = pictures.getManager();
    float[] precisions = new float[sigmas.length];
    for (int i = 0; i < sigmas.length; i++) {
      precisions[i] =
          sigmas[i] == 0 ? -SHARP : -(float) Math.min(SHARP, 1 / (2 * sigmas[i] * sigmas[i]));
    }
    NDArray precision = manager.create(precisions, new Shape(sigmas.length, 1, 1, 1));
    NDArray down = weights(precision, Math.toIntExact(shape.get(2))); // (N, 1, H, H): to, from
    NDArray across =
        shape.get(2) == shape.get(3)
            ? down
            : weights(precision, Math.toIntExact(shape.get(3))); // (N, 1, W, W): to, from
    // All channels of a picture are rows of one product, which spares a copy of the weights each.
    NDArray rows = pictures.reshape(shape.get(0), 1, shape.get(1) * shape.get(2), shape.get(3));
    return down.matMul(rows.matMul(across.transpose(0, 1, 3, 2)).reshape(shape));
  }

  private static NDArray weights(NDArray precision, int size) {
    float[] squares = new float[size * size];
    for (int i = 0; i < squares.length; i++) {
      int distance = i / size - i % size;
      squares[i] = distance * distance;
    }
    NDArray distance = precision.getManager().create(squares, new Shape(1, 1, size, size));
    NDArray bell = precision.mul(distance).exp();
    return bell.divi(bell.sum(new int[] {3}, true));
  }
}
