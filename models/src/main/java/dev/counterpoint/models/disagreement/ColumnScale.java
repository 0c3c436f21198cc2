package dev.counterpoint.models.disagreement;

import dev.counterpoint.models.probe.FeatureMatrix;

/**
 * Mean and deviation of each feature, of the examples that towers are trained on, so that noise is
 * as strong for each.
 *
 * @param mean of each feature
 * @param deviation of each; 1 where the feature is constant
 */
record ColumnScale(double[] mean, double[] deviation) {

  private static final double CONSTANT = 1e-6;

  static ColumnScale of(FeatureMatrix features) {
    double[] mean = new double[features.columns()];
    double[] squares = new double[features.columns()];
    for (int row = 0; row < features.rows(); row++) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += features.at(row, d) / (double) features.rows();
      }
    }
    for (int row = 0; row < features.rows(); row++) {
      for (int d = 0; d < mean.length; d++) {
        double difference = features.at(row, d) - mean[d];
        squares[d] += difference * difference / features.rows();
      }
    }
    for (int d = 0; d < mean.length; d++) {
      double root = Math.sqrt(squares[d]);
      squares[d] = root <= CONSTANT * Math.abs(mean[d]) || root == 0 ? 1 : root;
    }
    return new ColumnScale(mean, squares);
  }

  /** Rows of mean 0 and deviation 1, row by row. */
  float[] apply(FeatureMatrix features) {
    if (features.columns() != mean.length) {
      throw new IllegalArgumentException(
          "towers of %d features, these examples have %d"
              .formatted(mean.length, features.columns()));
    }
    float[] values = features.values().clone();
    for (int i = 0; i < values.length; i++) {
      int d = i % mean.length;
      values[i] = (float) ((values[i] - mean[d]) / deviation[d]);
    }
    return values;
  }
}
