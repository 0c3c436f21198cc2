package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;

/** Scores of classes for many examples, some rows at a time. */
final class Scores {

  private Scores() {}

  /**
   * Uploads rows, scores them, reads the scores back.
   *
   * @param rowsAtOnce bounds the memory on the device
   * @param score from {@code (rows, D)} to {@code (rows, classes)}, on the manager of its input;
   *     may change its input
   * @return {@code (N, classes)} row by row
   */
  static float[] inChunks(
      FeatureMatrix features,
      int classes,
      int rowsAtOnce,
      NDManager manager,
      UnaryOperator<NDArray> score) {
    float[] scores = new float[features.rows() * classes];
    for (int from = 0; from < features.rows(); from += rowsAtOnce) {
      int to = Math.min(features.rows(), from + rowsAtOnce);
      try (NDManager chunk = manager.newSubManager()) {
        float[] part = score.apply(features.upload(chunk, from, to)).toFloatArray();
        System.arraycopy(part, 0, scores, from * classes, part.length);
      }
    }
    return scores;
  }

  /** The class of the largest score in each row, the lower one where two are equal. */
  static int[] argmax(float[] scores, int classes) {
    int[] best = new int[scores.length / classes];
    for (int row = 0; row < best.length; row++) {
      for (int k = 1; k < classes; k++) {
        if (scores[row * classes + k] > scores[row * classes + best[row]]) {
          best[row] = k;
        }
      }
    }
    return best;
  }
}
