package dev.counterpoint.models.contribution;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Features of a modality made worse: taken away, given to other examples, made noisy. */
public final class FeatureChanges {

  private FeatureChanges() {}

  /** Zeros in the place of all features. */
  public static FeatureMatrix zeros(FeatureMatrix features) {
    return new FeatureMatrix(
        new float[features.values().length], features.rows(), features.columns());
  }

  /**
   * One row in the place of all.
   *
   * @param row a value for each feature
   */
  public static FeatureMatrix constant(FeatureMatrix features, float[] row) {
    float[] values = new float[features.values().length];
    for (int i = 0; i < features.rows(); i++) {
      System.arraycopy(row, 0, values, i * features.columns(), features.columns());
    }
    return new FeatureMatrix(values, features.rows(), features.columns());
  }

  /**
   * Permutes the features among some of the examples, in one random cycle: each takes those of the
   * next, none keeps its own. Of the same address, the examples of a smaller share are among those
   * of a larger one.
   *
   * @param share of the examples, in [0, 1]; fewer than two examples stay as they are
   */
  public static FeatureMatrix permuted(
      FeatureMatrix features, double share, RandomAddress address) {
    int[] cycle = address.permutation(features.rows());
    int chosen = (int) Math.round(share * features.rows());
    int[] from = new int[features.rows()];
    Arrays.setAll(from, i -> i);
    for (int i = 0; i < chosen; i++) {
      from[cycle[i]] = cycle[(i + 1) % chosen];
    }
    return features.select(from);
  }

  /**
   * Adds Gaussian noise. Of the same address it is the same noise at each level, only larger; an
   * example's noise follows from its index.
   *
   * @param level standard deviation of the noise, as a share of each feature's own
   * @param deviation of each feature; a feature that never varies stays as it is
   */
  public static FeatureMatrix noisy(
      FeatureMatrix features, double level, float[] deviation, RandomAddress address) {
    float[] values = features.values().clone();
    for (int row = 0; row < features.rows(); row++) {
      SplittableRandom random = address.at(row).stream();
      int start = row * features.columns();
      for (int column = 0; column < features.columns(); column++) {
        values[start + column] += (float) (level * deviation[column] * random.nextGaussian());
      }
    }
    return new FeatureMatrix(values, features.rows(), features.columns());
  }
}
