package dev.counterpoint.models.contribution;

import dev.counterpoint.models.probe.FeatureMatrix;

/**
 * Where the features of a modality lie.
 *
 * @param mean of each feature
 * @param deviation of each feature, divisor N
 */
public record FeatureSpread(float[] mean, float[] deviation) {

  /** Over all examples; at least one. */
  public static FeatureSpread of(FeatureMatrix features) {
    int columns = features.columns();
    double[] sum = new double[columns];
    for (int row = 0; row < features.rows(); row++) {
      for (int column = 0; column < columns; column++) {
        sum[column] += features.at(row, column);
      }
    }
    double[] squares = new double[columns];
    for (int row = 0; row < features.rows(); row++) {
      for (int column = 0; column < columns; column++) {
        double distance = features.at(row, column) - sum[column] / features.rows();
        squares[column] += distance * distance;
      }
    }
    float[] mean = new float[columns];
    float[] deviation = new float[columns];
    for (int column = 0; column < columns; column++) {
      mean[column] = (float) (sum[column] / features.rows());
      deviation[column] = (float) Math.sqrt(squares[column] / features.rows());
    }
    return new FeatureSpread(mean, deviation);
  }
}
