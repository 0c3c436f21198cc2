package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From features to symbols as in the code of Liang et al. 2024 ({@code clustering.ipynb}): each
 * example to length one, principal components, k-means; they take 5 components and 20 clusters.
 *
 * <p>Features that take no more values than there are to be clusters are symbols as they are, and
 * no two of their values are merged; features that are no more than there are to be components are
 * not turned.
 *
 * @param components of each example that are clustered, at least 1
 * @param clusters number of symbols at most, at least 2
 * @param address of the randomness
 */
public record FeatureSymbols(int components, int clusters, RandomAddress address) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is too small
   */
  public FeatureSymbols {
    if (components < 1 || clusters < 2) {
      throw new IllegalArgumentException(
          "expected at least 1 component and 2 clusters, not %d and %d"
              .formatted(components, clusters));
    }
  }

  /** As in the paper's code: 5 components, 20 clusters. */
  public static FeatureSymbols asInPaper(RandomAddress address) {
    return new FeatureSymbols(5, 20, address);
  }

  /**
   * The symbol of each example.
   *
   * @param features {@code (N, D)}
   * @return N numbers from 0
   */
  public int[] of(FeatureMatrix features) {
    int[] values = values(features);
    if (values != null) {
      return values;
    }
    FeatureMatrix reduced = unitRows(features);
    if (features.columns() > components) {
      reduced =
          PrincipalComponents.fit(reduced, components, address.purpose("components")).of(reduced);
    }
    return Clusters.fit(reduced, clusters, address.purpose("clusters")).of(reduced);
  }

  /** The number of each row's value in the order in which they come; null if there are too many. */
  private int[] values(FeatureMatrix features) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    int[] symbols = new int[features.rows()];
    for (int row = 0; row < symbols.length; row++) {
      int from = row * features.columns();
      String value =
          Arrays.toString(Arrays.copyOfRange(features.values(), from, from + features.columns()));
      symbols[row] = seen.computeIfAbsent(value, key -> seen.size());
      if (seen.size() > clusters) {
        return null;
      }
    }
    return symbols;
  }

  /** Rows of length one; a row of zeros stays. */
  private static FeatureMatrix unitRows(FeatureMatrix features) {
    float[] values = features.values().clone();
    for (int row = 0; row < features.rows(); row++) {
      double squares = 0;
      for (int d = 0; d < features.columns(); d++) {
        squares += (double) features.at(row, d) * features.at(row, d);
      }
      for (int d = 0; d < features.columns() && squares > 0; d++) {
        values[row * features.columns() + d] /= (float) Math.sqrt(squares);
      }
    }
    return new FeatureMatrix(values, features.rows(), features.columns());
  }
}
