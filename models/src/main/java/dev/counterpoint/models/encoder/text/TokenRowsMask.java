package dev.counterpoint.models.encoder.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Where the rows of a batch end. Nothing of it has a gradient, all is computed on the device and
 * belongs to the ids' manager.
 *
 * @param positions {@code (L)} int64, from 0
 * @param end {@code (N, 1)} int64: position of each row's first end token, the last where there is
 *     none
 */
record TokenRowsMask(NDArray positions, NDArray end) {

  /** Added to a score it leaves nothing after the softmax; finite, for infinities make NaN. */
  private static final float HIDDEN = -1e9f;

  static TokenRowsMask of(NDArray ids, long endId) {
    NDManager manager = ids.getManager();
    int length = Math.toIntExact(ids.getShape().get(1));
    NDArray isEnd = ids.eq(manager.full(new Shape(1), endId, DataType.INT64));
    // The first end wins against later ones, and any against the last position.
    NDArray earliness = manager.arange(2f * length, 0f, -2f, DataType.FLOAT32);
    NDArray last = manager.zeros(new Shape(length - 1L)).concat(manager.ones(new Shape(1)));
    NDArray end = isEnd.toType(DataType.FLOAT32, false).mul(earliness).add(last).argMax(1);
    NDArray positions = manager.arange(0, length, 1, DataType.INT64);
    return new TokenRowsMask(positions, end.expandDims(1));
  }

  /** {@code (N, 1, L)}: 1 at the end of each row. */
  NDArray atEnd() {
    return positions.eq(end).toType(DataType.FLOAT32, false).expandDims(1);
  }

  /** {@code (1, 1, L)}: 1 at the start. */
  NDArray atStart() {
    NDManager manager = positions.getManager();
    long others = positions.getShape().get(0) - 1;
    return manager.ones(new Shape(1, 1, 1)).concat(manager.zeros(new Shape(1, 1, others)), 2);
  }

  /** {@code (N, 1, L)}: one over the number of real tokens at each of them, 0 at padding. */
  NDArray mean() {
    NDArray real = real();
    return real.div(real.sum(new int[] {1}, true)).expandDims(1);
  }

  /** {@code (N, 1, 1, L)}: 0 at real tokens, very negative at padding. */
  NDArray hidesPadding() {
    NDArray padding = positions.gt(end).toType(DataType.FLOAT32, false);
    return padding.mul(hidden()).expandDims(1).expandDims(1);
  }

  /** {@code (L, L)}: 0 where the second position is not after the first. */
  NDArray hidesLater() {
    NDArray later = positions.expandDims(0).gt(positions.expandDims(1));
    return later.toType(DataType.FLOAT32, false).mul(hidden());
  }

  /** {@code (N, L)}: 1 up to the end, 0 after it. */
  private NDArray real() {
    return positions.lte(end).toType(DataType.FLOAT32, false);
  }

  private NDArray hidden() {
    return positions.getManager().full(new Shape(1), HIDDEN);
  }
}
