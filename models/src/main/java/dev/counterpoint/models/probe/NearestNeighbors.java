package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;

/**
 * Classification by the k nearest training examples in cosine similarity: the class that most of
 * them have; of classes that are equally frequent, the one whose nearest example is nearest.
 */
public final class NearestNeighbors {

  /** How many neighbours have a vote where nothing else is said. */
  public static final int DEFAULT_K = 20;

  /** Similarities that are on the device at once. */
  private static final int LARGEST_CHUNK = 1 << 23;

  private final FeatureMatrix bank;
  private final byte[] labels;
  private final int classes;
  private final int k;
  private final NDManager manager;

  private NearestNeighbors(
      FeatureMatrix bank, byte[] labels, int classes, int k, NDManager manager) {
    this.bank = bank;
    this.labels = labels;
    this.classes = classes;
    this.k = k;
    this.manager = manager;
  }

  /**
   * Takes examples into the bank.
   *
   * @param features training examples
   * @param labels class of each example
   * @param classes number of classes
   * @param k number of neighbours that vote, at least 1; all of the bank where it has fewer
   * @param largestBank where there are more examples, so many are drawn
   * @param address draws them
   * @param manager where it computes
   * @throws IllegalArgumentException if labels do not fit the features or the classes, or k or the
   *     bank is below 1
   */
  public static NearestNeighbors fit(
      FeatureMatrix features,
      byte[] labels,
      int classes,
      int k,
      int largestBank,
      RandomAddress address,
      NDManager manager) {
    Labels.require(labels, features.rows(), classes);
    if (k < 1 || largestBank < 1) {
      throw new IllegalArgumentException(
          "k and the bank must be at least 1, found %d and %d".formatted(k, largestBank));
    }
    if (features.rows() <= largestBank) {
      return new NearestNeighbors(features, labels, classes, k, manager);
    }
    int[] drawn = Arrays.copyOf(address.permutation(features.rows()), largestBank);
    Arrays.sort(drawn);
    return new NearestNeighbors(
        features.select(drawn), Labels.select(labels, drawn), classes, k, manager);
  }

  /**
   * The class of each example.
   *
   * @throws IllegalArgumentException if the number of features is not that of the bank
   */
  public int[] predict(FeatureMatrix features) {
    features.require(bank.columns(), "the bank");
    int neighbors = Math.min(k, bank.rows());
    int rowsAtOnce = Math.max(1, LARGEST_CHUNK / bank.rows());
    int[] predictions = new int[features.rows()];
    try (NDManager scope = manager.newSubManager()) {
      NDArray keys = bank.upload(scope).normalize(2, 1).transpose(); // (D, M)
      for (int from = 0; from < features.rows(); from += rowsAtOnce) {
        int to = Math.min(features.rows(), from + rowsAtOnce);
        try (NDManager chunk = scope.newSubManager()) {
          // The length of a query changes no order, so only the bank is brought to length one.
          NDArray similarity = features.upload(chunk, from, to).matMul(keys); // (rows, M)
          NDList top = similarity.topK(neighbors, 1, true, true);
          long[] nearest = top.get(1).toLongArray(); // (rows, k)
          for (int row = from; row < to; row++) {
            predictions[row] = vote(nearest, (row - from) * neighbors, neighbors);
          }
        }
      }
    }
    return predictions;
  }

  private int vote(long[] nearest, int from, int neighbors) {
    int[] votes = new int[classes];
    for (int i = 0; i < neighbors; i++) {
      votes[labels[(int) nearest[from + i]]]++;
    }
    int best = labels[(int) nearest[from]];
    for (int i = 1; i < neighbors; i++) {
      int candidate = labels[(int) nearest[from + i]];
      best = votes[candidate] > votes[best] ? candidate : best;
    }
    return best;
  }
}
