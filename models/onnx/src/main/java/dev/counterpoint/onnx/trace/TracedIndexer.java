package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDArrayIndexer;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.full.NDIndexFullPick;
import ai.djl.ndarray.index.full.NDIndexFullSlice;
import ai.djl.ndarray.index.full.NDIndexFullTake;

/** Hands reads and writes by {@link NDIndex} to the recorder. */
final class TracedIndexer extends NDArrayIndexer {

  private final Recorder recorder;

  TracedIndexer(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public NDArray get(NDArray array, NDIndex index) {
    return recorder.recordGet(TracedArray.behind(array), index);
  }

  @Override
  public void set(NDArray array, NDIndex index, Object value) {
    throw recorder.unmapped("set", "a part of an array is written in place");
  }

  @Override
  public void setScalar(NDArray array, NDIndex index, Number value) {
    set(array, index, (Object) value);
  }

  // Reached only through get and set above, which this class answers itself.

  @Override
  public NDArray get(NDArray array, NDIndexFullPick fullPick) {
    throw new UnsupportedOperationException("get by pick");
  }

  @Override
  public NDArray get(NDArray array, NDIndexFullTake fullTake) {
    throw new UnsupportedOperationException("get by take");
  }

  @Override
  public NDArray get(NDArray array, NDIndexFullSlice fullSlice) {
    throw new UnsupportedOperationException("get by slice");
  }

  @Override
  public void set(NDArray array, NDIndexFullSlice fullSlice, NDArray value) {
    throw new UnsupportedOperationException("set by slice");
  }

  @Override
  public void set(NDArray array, NDIndexFullSlice fullSlice, Number value) {
    throw new UnsupportedOperationException("set by slice");
  }
}
