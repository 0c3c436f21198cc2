package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.linear.Cholesky;

/**
 * The function that a linear probe minimises: mean cross-entropy of a softmax over classes, plus
 * {@code ||W||^2 / (2 C n)}; the bias is free. Examples stay on the device, parameters on the host
 * in double precision. On the device the class axis comes first: with it last, the same products
 * with so few columns took six times as long.
 *
 * <p>Parameters are {@code (D + 1, classes)} row by row: a row of weights per feature, then the
 * biases.
 *
 * <p>As preconditioner serves the Hessian under the assumption that all examples are equally
 * uncertain: {@code s A + I / (C n)} for each class, where A are the correlations of the features
 * and s is the mean of p (1 - p). Correlated features then cost no more iterations than others.
 */
final class SoftmaxRegression implements Lbfgs.Function, AutoCloseable {

  private final NDManager manager;
  private final NDArray features;
  private final NDArray targets;
  private final double[][] correlations;
  private final int rows;
  private final int columns;
  private final int classes;
  private double penalty;
  private double[][] factor;
  private double biasCurvature;

  /**
   * Uploads the examples.
   *
   * @param parent owner; a child of it holds the examples until {@link #close}
   */
  SoftmaxRegression(
      FeatureMatrix features, byte[] labels, int classes, Standardization scale, NDManager parent) {
    this.manager = parent.newSubManager();
    this.rows = features.rows();
    this.columns = features.columns();
    this.classes = classes;
    this.features = scale.applyTo(features.upload(manager)); // (N, D)
    float[] oneHot = new float[rows * classes];
    for (int i = 0; i < rows; i++) {
      oneHot[labels[i] * rows + i] = 1f;
    }
    this.targets = manager.create(oneHot, new Shape(classes, rows)); // (K, N)
    this.correlations = correlations();
  }

  /** Number of parameters. */
  int size() {
    return (columns + 1) * classes;
  }

  /**
   * Sets C, and what the preconditioner takes for the uncertainty of examples.
   *
   * @param c inverse strength of the regularisation, as in scikit-learn
   * @param point parameters near which the search will begin
   */
  void prepare(double c, double[] point) {
    this.penalty = 1 / (c * rows);
    double curvature;
    try (NDManager step = manager.newSubManager()) {
      NDArray probabilities = logits(point, step).softmax(0); // (K, N)
      double sumOfSquares = probabilities.square().sum().toFloatArray()[0] / rows;
      curvature = Math.max(1e-3, 1 - sumOfSquares) / classes;
    }
    double[][] hessian = new double[columns][columns];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        hessian[i][j] = curvature * correlations[i][j];
      }
      // The second term keeps the factor positive where features are linearly dependent.
      hessian[i][i] += penalty + 1e-6 * curvature;
    }
    this.factor = Cholesky.factor(hessian);
    this.biasCurvature = curvature;
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double value;
    float[] products;
    float[] sums;
    try (NDManager step = manager.newSubManager()) {
      NDArray logProbabilities = logits(point, step).logSoftmax(0); // (K, N)
      NDArray losses = logProbabilities.mul(targets).sum(new int[] {0}); // (N)
      // Summed in double precision: late steps change the value by less than a float can tell.
      NDArray loss = losses.toType(DataType.FLOAT64, false).sum();
      NDArray residual = logProbabilities.exp().subi(targets); // (K, N)
      products = residual.matMul(features).toFloatArray(); // (K, D)
      sums = residual.sum(new int[] {1}).toFloatArray(); // (K)
      value = -loss.toDoubleArray()[0] / rows;
    }
    double squares = 0;
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        double weight = point[j * classes + k];
        gradient[j * classes + k] = products[k * columns + j] / rows + penalty * weight;
        squares += weight * weight;
      }
      gradient[columns * classes + k] = sums[k] / rows;
    }
    return value + 0.5 * penalty * squares;
  }

  @Override
  public void precondition(double[] vector) {
    Cholesky.solve(factor, vector, classes);
    for (int k = columns * classes; k < vector.length; k++) {
      vector[k] /= biasCurvature;
    }
  }

  /** Logits, {@code (K, N)}. */
  private NDArray logits(double[] point, NDManager step) {
    float[] weights = new float[classes * columns];
    float[] bias = new float[classes];
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        weights[k * columns + j] = (float) point[j * classes + k];
      }
      bias[k] = (float) point[columns * classes + k];
    }
    try (NDArray transposed = features.transpose()) { // (D, N), a view
      NDArray logits = step.create(weights, new Shape(classes, columns)).matMul(transposed);
      return logits.addi(step.create(bias, new Shape(classes, 1)));
    }
  }

  /** Mean of products of standardised features, {@code (D, D)}. */
  private double[][] correlations() {
    float[] products;
    try (NDArray transposed = features.transpose();
        NDArray product = transposed.matMul(features)) {
      products = product.toFloatArray();
    }
    double[][] correlations = new double[columns][columns];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        correlations[i][j] = products[i * columns + j] / (double) rows;
      }
    }
    return correlations;
  }

  @Override
  public void close() {
    manager.close();
  }
}
