package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;

/** A fitted linear probe. */
public final class LinearClassifier {

  private static final int CHUNK = 16_384;

  private final Standardization scale;
  private final float[] weights;
  private final float[] bias;
  private final Fit fit;
  private final NDManager manager;

  /**
   * How the fit went.
   *
   * @param c inverse strength of the regularisation
   * @param converged whether the gradient came below the bound
   * @param iterations of L-BFGS
   * @param gradientNorm largest absolute entry of the last gradient (of the mean loss and penalty)
   *     as a share of that at zero weights; the bound is {@link LinearProbe#TOLERANCE}
   * @param objective mean cross-entropy plus penalty over n, nats
   */
  public record Fit(
      double c, boolean converged, int iterations, double gradientNorm, double objective) {}

  LinearClassifier(
      Standardization scale, float[] weights, float[] bias, Fit fit, NDManager manager) {
    this.scale = scale;
    this.weights = weights;
    this.bias = bias;
    this.fit = fit;
    this.manager = manager;
  }

  /** The most likely class of each example; the lower one where two are equal. */
  public int[] predict(FeatureMatrix features) {
    return Scores.argmax(scores(features), bias.length);
  }

  /**
   * Logits of the classes, {@code (N, classes)} row by row.
   *
   * @throws IllegalArgumentException if the number of features is not that of the fit
   */
  public float[] scores(FeatureMatrix features) {
    features.require(scale.mean().length, "this probe");
    try (NDManager scope = manager.newSubManager()) {
      NDArray w = scope.create(weights, new Shape(scale.mean().length, bias.length));
      NDArray b = scope.create(bias, new Shape(1, bias.length));
      return Scores.inChunks(
          features, bias.length, CHUNK, scope, rows -> scale.applyTo(rows).matMul(w).addi(b));
    }
  }

  /**
   * The probe as a linear layer {@code (N, D) -> (N, classes)} of unstandardised features, for
   * export.
   *
   * @param owner of its parameters
   */
  public Block toBlock(NDManager owner) {
    int classes = bias.length;
    int columns = scale.mean().length;
    float[] matrix = new float[classes * columns]; // (classes, D)
    float[] offset = new float[classes];
    for (int k = 0; k < classes; k++) {
      double shift = bias[k];
      for (int column = 0; column < columns; column++) {
        double weight = (double) weights[column * classes + k] / scale.deviation()[column];
        matrix[k * columns + column] = (float) weight;
        shift -= weight * scale.mean()[column];
      }
      offset[k] = (float) shift;
    }
    Linear layer = Linear.builder().setUnits(classes).build();
    layer.initialize(owner, DataType.FLOAT32, new Shape(1, columns));
    layer.getParameters().get("weight").getArray().set(matrix);
    layer.getParameters().get("bias").getArray().set(offset);
    return layer;
  }

  /** How the fit went. */
  public Fit fit() {
    return fit;
  }

  /** Weights of the standardised features, {@code (D, classes)} row by row, copied. */
  public float[] weights() {
    return weights.clone();
  }

  /** Biases of the classes, of mean zero, copied. */
  public float[] bias() {
    return bias.clone();
  }
}
