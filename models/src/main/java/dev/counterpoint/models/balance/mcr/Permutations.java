package dev.counterpoint.models.balance.mcr;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;

/**
 * Permutations of the examples of a batch. They follow from seed, step and modality alone, so that
 * a run that is resumed draws the same.
 *
 * @param address of those of a training
 * @param count S, at least 1
 */
record Permutations(RandomAddress address, int count) {

  /**
   * Whose row stands in for each example's, drawn on the host.
   *
   * @param examples N
   * @param manager owner of the result
   * @return {@code (S, N)} int64 in {@code 0 .. N - 1}, each row a permutation
   */
  NDArray rows(int examples, long step, int modality, NDManager manager) {
    RandomAddress place = address.at(step).at(modality);
    long[] rows = new long[count * examples];
    for (int s = 0; s < count; s++) {
      int[] order = place.at(s).permutation(examples);
      for (int n = 0; n < examples; n++) {
        rows[s * examples + n] = order[n];
      }
    }
    return manager.create(rows, new Shape(count, examples));
  }
}
