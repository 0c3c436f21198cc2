package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.dim.NDIndexAll;
import ai.djl.ndarray.index.dim.NDIndexBooleans;
import ai.djl.ndarray.index.dim.NDIndexElement;
import ai.djl.ndarray.index.dim.NDIndexFixed;
import ai.djl.ndarray.index.dim.NDIndexNull;
import ai.djl.ndarray.index.dim.NDIndexPick;
import ai.djl.ndarray.index.dim.NDIndexSlice;
import ai.djl.ndarray.index.dim.NDIndexTake;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.onnx.recording.IndexElement;
import dev.counterpoint.onnx.recording.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads an {@link NDIndex} for the recording and lets the engine read it with real arrays. */
final class Indices {

  private final Recorder recorder;

  Indices(Recorder recorder) {
    this.recorder = recorder;
  }

  List<IndexElement> describe(NDIndex index, Shape shape) {
    List<IndexElement> elements = new ArrayList<>();
    for (NDIndexElement element : index.getIndices()) {
      if (elements.size() == index.getEllipsisIndex()) {
        elements.add(IndexElement.of(IndexElement.Kind.ELLIPSIS));
      }
      elements.add(describe(element, shape));
    }
    if (elements.size() == index.getEllipsisIndex()) {
      elements.add(IndexElement.of(IndexElement.Kind.ELLIPSIS));
    }
    return elements;
  }

  private IndexElement describe(NDIndexElement element, Shape shape) {
    if (element instanceof NDIndexFixed fixed) {
      return IndexElement.of(IndexElement.Kind.FIXED, fixed.getIndex());
    } else if (element instanceof NDIndexSlice slice) {
      Long step = slice.getStep();
      if (step != null && step <= 0) {
        throw recorder.invalidStep(step);
      }
      return IndexElement.of(IndexElement.Kind.SLICE, slice.getMin(), slice.getMax(), step);
    } else if (element instanceof NDIndexAll) {
      return IndexElement.of(IndexElement.Kind.ALL);
    } else if (element instanceof NDIndexNull) {
      return IndexElement.of(IndexElement.Kind.NEW_AXIS);
    } else if (element instanceof NDIndexTake take) {
      return IndexElement.of(IndexElement.Kind.TAKE, recorder.traced(take.getIndex()).value());
    } else if (element instanceof NDIndexPick pick) {
      return IndexElement.of(IndexElement.Kind.PICK, recorder.traced(pick.getIndex()).value());
    } else if (element instanceof NDIndexBooleans) {
      throw recorder.dataDependent(new Value(-1, shape, null), "get with a boolean index");
    }
    throw recorder.unmapped("get", "it has an index of " + element.getClass().getSimpleName());
  }

  /** Runs an action while the index holds the arrays behind its proxies. */
  NDArray withRealArrays(NDIndex index, Supplier<NDArray> action) {
    List<NDIndexElement> elements = index.getIndices();
    List<NDIndexElement> before = new ArrayList<>(elements);
    elements.replaceAll(this::withRealArray);
    try {
      return action.get();
    } finally {
      elements.clear();
      elements.addAll(before);
    }
  }

  private NDIndexElement withRealArray(NDIndexElement element) {
    if (element instanceof NDIndexTake take) {
      return new NDIndexTake(recorder.traced(take.getIndex()).real());
    } else if (element instanceof NDIndexPick pick) {
      return new NDIndexPick(recorder.traced(pick.getIndex()).real());
    }
    return element;
  }
}
