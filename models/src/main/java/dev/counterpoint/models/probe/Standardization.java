package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Mean and standard deviation of each feature, taken on training examples (divisor n, as in
 * scikit-learn's {@code StandardScaler}).
 *
 * @param mean of each feature
 * @param deviation of each feature; 1 where the feature is constant, which makes it zero
 */
record Standardization(float[] mean, float[] deviation) {

  /** A feature that varies less than this share of its size carries rounding, not information. */
  private static final double CONSTANT = 1e-6;

  static Standardization of(FeatureMatrix features) {
    int columns = features.columns();
    double[] sum = new double[columns];
    for (int row = 0; row < features.rows(); row++) {
      for (int column = 0; column < columns; column++) {
        sum[column] += features.at(row, column);
      }
    }
    double[] mean = new double[columns];
    for (int column = 0; column < columns; column++) {
      mean[column] = sum[column] / features.rows();
    }
    double[] squares = new double[columns];
    for (int row = 0; row < features.rows(); row++) {
      for (int column = 0; column < columns; column++) {
        double difference = features.at(row, column) - mean[column];
        squares[column] += difference * difference;
      }
    }
    float[] roundedMean = new float[columns];
    float[] deviation = new float[columns];
    for (int column = 0; column < columns; column++) {
      double root = Math.sqrt(squares[column] / features.rows());
      roundedMean[column] = (float) mean[column];
      boolean constant = root <= CONSTANT * Math.abs(mean[column]) || root < Float.MIN_NORMAL;
      deviation[column] = constant ? 1f : (float) root;
    }
    return new Standardization(roundedMean, deviation);
  }

  /** Standardises rows in place: {@code (N, columns)}. */
  NDArray applyTo(NDArray rows) {
    Shape row = new Shape(1, mean.length);
    try (NDArray center = rows.getManager().create(mean, row);
        NDArray scale = rows.getManager().create(deviation, row)) {
      return rows.subi(center).divi(scale);
    }
  }
}
