package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.stream.IntStream;

/** Divides examples so that each part has the same share of each class. */
final class StratifiedSplit {

  private StratifiedSplit() {}

  /**
   * Divides.
   *
   * @return rows of train, validation and test, each rising; of each class, validation and test
   *     have their share, rounded, and at least one
   */
  static int[][] of(
      int[] labels, int classes, double validation, double test, RandomAddress address) {
    int[] parts = new int[labels.length];
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] own = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      int[] order = address.at(c).permutation(own.length);
      int chosen = Math.max(1, (int) Math.round(validation * own.length));
      int measured = Math.max(1, (int) Math.round(test * own.length));
      for (int i = 0; i < own.length; i++) {
        parts[own[order[i]]] = i < chosen ? 1 : i < chosen + measured ? 2 : 0;
      }
    }
    return IntStream.range(0, 3)
        .mapToObj(part -> IntStream.range(0, parts.length).filter(i -> parts[i] == part).toArray())
        .toArray(int[][]::new);
  }
}
