package dev.counterpoint.models.encoder.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;

/**
 * Rows of a table by token id. Its gradient is dense: our optimizers, as CLIP's, move every row in
 * every step, and a sparse one would save nothing after that.
 */
final class Embedding {

  private Embedding() {}

  /**
   * Looks up.
   *
   * @param ids {@code (N, L)} int64, each a row of the table; the result belongs to its manager
   * @param table {@code (vocabulary, width)}
   * @return {@code (N, L, width)}
   */
  static NDArray of(NDArray ids, NDArray table) {
    return ids.getNDArrayInternal().embedding(ids, table, SparseFormat.DENSE).singletonOrThrow();
  }

  /**
   * Checks the form of ids; their values are not read, for that would wait for the device.
   *
   * @throws TokenLengthException if they are not int64 of shape {@code (N, 2 to length)}
   */
  static void require(NDArray ids, TextShape shape) {
    Shape found = ids.getShape();
    if (ids.getDataType() != DataType.INT64
        || found.dimension() != 2
        || found.get(1) < 2
        || found.get(1) > shape.length()) {
      throw new TokenLengthException(found, ids.getDataType(), shape.length());
    }
  }
}
