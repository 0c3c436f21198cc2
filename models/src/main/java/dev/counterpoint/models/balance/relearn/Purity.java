package dev.counterpoint.models.balance.relearn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;

/** How well clusters of features agree with classes. */
final class Purity {

  private static final float TINY = 1e-12f;

  private Purity() {}

  /**
   * The share of examples that have the most frequent class of their cluster.
   *
   * @param clusters of each example, 0 or more
   * @param labels of each example, 0 or more
   * @return in (0, 1]; 1 of no examples
   */
  static double of(int[] clusters, int[] labels) {
    int rows = 1;
    int columns = 1;
    for (int n = 0; n < labels.length; n++) {
      rows = Math.max(rows, clusters[n] + 1);
      columns = Math.max(columns, labels[n] + 1);
    }
    int[][] counts = new int[rows][columns];
    for (int n = 0; n < labels.length; n++) {
      counts[clusters[n]][labels[n]]++;
    }
    int agreeing = 0;
    for (int[] cluster : counts) {
      int most = 0;
      for (int count : cluster) {
        most = Math.max(most, count);
      }
      agreeing += most;
    }
    return labels.length == 0 ? 1 : agreeing / (double) labels.length;
  }

  /**
   * Of as many k-means clusters as there are classes, after each feature is brought to [-1, 1].
   *
   * @param features {@code (N, F)}
   * @param manager owner of what is made on the way
   */
  static double of(
      NDArray features, int[] labels, int classes, RandomAddress address, NDManager manager) {
    if (labels.length == 0) {
      return 1;
    }
    try (NDManager scratch = manager.newSubManager()) {
      NDArray own = features.duplicate();
      own.attach(scratch);
      NDArray least = own.min(new int[] {0}, true);
      NDArray range = own.max(new int[] {0}, true).sub(least);
      NDArray unit = own.sub(least).div(range.add(TINY));
      return of(KMeans.clusters(unit.add(unit).sub(1), classes, address, scratch), labels);
    }
  }
}
