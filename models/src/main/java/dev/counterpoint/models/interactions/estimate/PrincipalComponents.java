package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.linear.SymmetricEigen;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.SplittableRandom;

/**
 * The directions in which features vary most, by subspace iteration from a random start (Halko,
 * Martinsson and Tropp 2011, "Finding Structure with Randomness", algorithm 4.4), in double
 * precision on the host. No covariance is formed, so that features may be many.
 *
 * <p>It ends when the variance that the directions hold grows by less than a millionth of itself in
 * a round. Directions of nearly equal variance are then found as a plane, not each for itself, and
 * the sign of a direction means nothing.
 */
public final class PrincipalComponents {

  private static final int MORE = 5;
  private static final int MOST_ROUNDS = 60;
  private static final double ENOUGH = 1e-6;

  private final double[] mean;
  private final double[][] directions; // (K, D), orthonormal

  private PrincipalComponents(double[] mean, double[][] directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * Finds directions.
   *
   * @param features {@code (N, D)}, at least one row
   * @param count number of directions, 1 to D
   * @param address of the start
   * @throws IllegalArgumentException if there is no row, or the count is not in its range
   */
  public static PrincipalComponents fit(FeatureMatrix features, int count, RandomAddress address) {
    if (features.rows() < 1 || count < 1 || count > features.columns()) {
      throw new IllegalArgumentException(
          "%d principal components of %d examples with %d features: expected 1 to %d, of an example"
              .formatted(count, features.rows(), features.columns(), features.columns()));
    }
    double[] mean = mean(features);
    int wide = Math.min(features.columns(), count + MORE);
    double[][] basis = new double[wide][features.columns()];
    SplittableRandom random = address.stream();
    for (double[] row : basis) {
      for (int d = 0; d < row.length; d++) {
        row[d] = random.nextGaussian();
      }
    }
    orthonormalize(basis);
    double before = -1;
    double[][] directions = basis;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[][] image = covarianceTimes(features, mean, basis);
      SymmetricEigen eigen = SymmetricEigen.of(products(basis, image));
      directions = combined(eigen.vectors(), basis, count);
      double held = 0;
      for (int k = 0; k < count; k++) {
        held += eigen.values()[k];
      }
      if (held - before <= ENOUGH * held) {
        break;
      }
      before = held;
      basis = combined(eigen.vectors(), image, wide);
      orthonormalize(basis);
    }
    return new PrincipalComponents(mean, directions);
  }

  /**
   * The examples along the directions, from the largest variance to the smallest.
   *
   * @param features {@code (N, D)}
   * @return {@code (N, K)}
   * @throws IllegalArgumentException if D is not that of the fit
   */
  public FeatureMatrix of(FeatureMatrix features) {
    if (features.columns() != mean.length) {
      throw new IllegalArgumentException(
          "principal components of %d features, these examples have %d"
              .formatted(mean.length, features.columns()));
    }
    float[] values = new float[features.rows() * directions.length];
    for (int row = 0; row < features.rows(); row++) {
      for (int k = 0; k < directions.length; k++) {
        values[row * directions.length + k] = (float) along(features, row, mean, directions[k]);
      }
    }
    return new FeatureMatrix(values, features.rows(), directions.length);
  }

  private static double[] mean(FeatureMatrix features) {
    double[] mean = new double[features.columns()];
    for (int row = 0; row < features.rows(); row++) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += features.at(row, d) / (double) features.rows();
      }
    }
    return mean;
  }

  private static double along(FeatureMatrix features, int row, double[] mean, double[] direction) {
    float[] values = features.values();
    int from = row * mean.length;
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      sum += (values[from + d] - mean[d]) * direction[d];
    }
    return sum;
  }

  /** Each row of the basis, {@code (K, D)}, times the covariance of the features. */
  private static double[][] covarianceTimes(
      FeatureMatrix features, double[] mean, double[][] basis) {
    double[][] image = new double[basis.length][mean.length];
    float[] values = features.values();
    for (int row = 0; row < features.rows(); row++) {
      int from = row * mean.length;
      for (int k = 0; k < basis.length; k++) {
        double weight = along(features, row, mean, basis[k]) / features.rows();
        double[] to = image[k];
        for (int d = 0; d < mean.length; d++) {
          to[d] += weight * (values[from + d] - mean[d]);
        }
      }
    }
    return image;
  }

  private static double[][] products(double[][] one, double[][] other) {
    double[][] products = new double[one.length][other.length];
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = (dot(one[i], other[j]) + dot(one[j], other[i])) / 2;
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  private static double[][] combined(double[][] weights, double[][] rows, int count) {
    double[][] combined = new double[count][rows[0].length];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < rows.length; i++) {
        for (int d = 0; d < rows[i].length; d++) {
          combined[k][d] += weights[k][i] * rows[i][d];
        }
      }
    }
    return combined;
  }

  /** Gram and Schmidt, twice; what is left of a row that depends on others is zero. */
  private static void orthonormalize(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      double begun = Math.sqrt(dot(rows[i], rows[i]));
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double share = dot(rows[i], rows[j]);
          for (int d = 0; d < rows[i].length; d++) {
            rows[i][d] -= share * rows[j][d];
          }
        }
      }
      double length = Math.sqrt(dot(rows[i], rows[i]));
      boolean dependent = length <= 1e-12 * begun || length == 0;
      for (int d = 0; d < rows[i].length; d++) {
        rows[i][d] = dependent ? 0 : rows[i][d] / length;
      }
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += one[d] * other[d];
    }
    return sum;
  }
}
