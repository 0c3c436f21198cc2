package dev.counterpoint.models.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.augment.PhotometricAugmentation.Change;

/**
 * Brightness, contrast, saturation, hue and greyscale as one map per picture: a matrix over the
 * channels, plus a grey that depends on the picture's mean.
 *
 * <p>With brightness factor b, contrast factor c, mean colour m and luma weights l, contrast takes
 * x to {@code c b x + (1 - c) b (l m)}. What follows (saturation, hue, greyscale) leaves grey as it
 * is, so the second term stays outside the matrix.
 */
final class ColorMap {

  /** Rec. 601 luma and the chroma axes of NTSC: rows Y, I, Q. */
  private static final double[][] YIQ = {
    {0.299, 0.587, 0.114}, {0.595716, -0.274453, -0.321263}, {0.211456, -0.522591, 0.311135}
  };

  private static final double[][] FROM_YIQ = inverse(YIQ);

  private ColorMap() {}

  /**
   * Applies one map per picture; values are not held to [0, 1].
   *
   * @param pictures {@code (N, 3, H, W)}
   * @return the same shape, on the manager of the pictures
   */
  static NDArray apply(NDArray pictures, Change[] changes) {
    Shape shape = pictures.getShape();
    long n = shape.get(0);
    long pixels = shape.get(2) * shape.get(3);
    float[] matrices = new float[changes.length * 9];
    float[] greys = new float[changes.length * 3];
    boolean anyGrey = false;
    for (int i = 0; i < changes.length; i++) {
      double[][] matrix = matrix(changes[i]);
      double grey = (1 - changes[i].contrast()) * changes[i].brightness() / pixels;
      anyGrey |= grey != 0;
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          matrices[9 * i + 3 * row + column] = (float) matrix[row][column];
        }
        greys[3 * i + row] = (float) (grey * YIQ[0][row]);
      }
    }
    NDManager manager = pictures.getManager();
    NDArray flat = pictures.reshape(n, 3, pixels);
    NDArray result = manager.create(matrices, new Shape(n, 3, 3)).matMul(flat);
    if (anyGrey) {
      NDArray weights = manager.create(greys, new Shape(n, 3));
      NDArray offset = flat.sum(new int[] {2}).muli(weights).sum(new int[] {1});
      result.addi(offset.reshape(n, 1, 1));
    }
    return result.reshape(shape);
  }

  /** The linear part, {@code (3, 3)}. */
  static double[][] matrix(Change change) {
    double gain = change.brightness() * change.contrast();
    double[][] matrix = {{gain, 0, 0}, {0, gain, 0}, {0, 0, gain}};
    if (change.saturation() != 1) {
      matrix = product(towardsGrey(change.saturation()), matrix);
    }
    if (change.hue() != 0) {
      matrix = product(turn(2 * Math.PI * change.hue()), matrix);
    }
    return change.greyscale() ? product(towardsGrey(0), matrix) : matrix;
  }

  /** Keeps a share of the distance from grey. */
  private static double[][] towardsGrey(double share) {
    double[][] matrix = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        matrix[row][column] = (row == column ? share : 0) + (1 - share) * YIQ[0][column];
      }
    }
    return matrix;
  }

  /** Turns the chroma plane. */
  private static double[][] turn(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double[][] rotation = {{1, 0, 0}, {0, cos, -sin}, {0, sin, cos}};
    return product(FROM_YIQ, product(rotation, YIQ));
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int k = 0; k < 3; k++) {
          product[row][column] += a[row][k] * b[k][column];
        }
      }
    }
    return product;
  }

  /** By cofactors. */
  private static double[][] inverse(double[][] m) {
    double[][] cofactors = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int a = (i + 1) % 3;
        int b = (i + 2) % 3;
        int c = (j + 1) % 3;
        int d = (j + 2) % 3;
        cofactors[i][j] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
    }
    double determinant = 0;
    for (int j = 0; j < 3; j++) {
      determinant += m[0][j] * cofactors[0][j];
    }
    double[][] inverse = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        inverse[i][j] = cofactors[j][i] / determinant;
      }
    }
    return inverse;
  }
}
