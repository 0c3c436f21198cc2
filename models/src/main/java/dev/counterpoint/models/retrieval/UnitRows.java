package dev.counterpoint.models.retrieval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.nio.FloatBuffer;

/** Embeddings brought to length one, on the host. */
record UnitRows(float[] values, int rows, int columns) {

  /** Scores that are in memory at once: 8 MB as floats. */
  private static final int LARGEST_BLOCK = 1 << 21;

  /**
   * Brings rows to length one.
   *
   * @param what is in the rows, for the error
   * @throws IllegalArgumentException if a row has length zero
   */
  static UnitRows of(FeatureMatrix matrix, String what) {
    int columns = matrix.columns();
    float[] values = new float[matrix.values().length];
    for (int row = 0; row < matrix.rows(); row++) {
      double squares = 0;
      for (int column = 0; column < columns; column++) {
        squares += (double) matrix.at(row, column) * matrix.at(row, column);
      }
      if (squares == 0) {
        throw new IllegalArgumentException(
            "the embedding of %s %d has length zero".formatted(what, row));
      }
      double length = Math.sqrt(squares);
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = (float) (matrix.at(row, column) / length);
      }
    }
    return new UnitRows(values, matrix.rows(), columns);
  }

  /** The rows {@code from .. to - 1}, {@code (to - from, columns)}. */
  NDArray upload(NDManager manager, int from, int to) {
    FloatBuffer part = FloatBuffer.wrap(values, from * columns, (to - from) * columns).slice();
    return manager.create(part, new Shape(to - from, columns));
  }

  /** How many rows of {@code other} columns fit a block of scores. */
  static int rowsAtOnce(int other) {
    return Math.max(1, LARGEST_BLOCK / other);
  }
}
