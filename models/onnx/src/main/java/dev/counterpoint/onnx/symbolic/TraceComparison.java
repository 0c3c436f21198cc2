package dev.counterpoint.onnx.symbolic;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.onnx.error.VaryingTraceException;
import dev.counterpoint.onnx.recording.IndexElement;
import dev.counterpoint.onnx.recording.Leaf;
import dev.counterpoint.onnx.recording.RecordedOperation;
import dev.counterpoint.onnx.recording.Recording;
import dev.counterpoint.onnx.recording.Scalar;
import dev.counterpoint.onnx.recording.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Lays traces at different sizes over each other. What is the same in all of them is constant;
 * whole numbers that differ become functions of the sizes; anything else that differs is an error.
 */
public final class TraceComparison {

  // Results of operations on parameters are kept as nodes above this size, so that large weights
  // stand in the model once, under their name.
  private static final long LARGEST_FOLDED_PARAMETER = 16_384;

  private final Axes axes;
  private final List<Recording> recordings;

  /**
   * Prepares the comparison.
   *
   * @param axes the dynamic axes
   * @param recordings a trace for each of {@link Axes#traceSizes()}
   */
  public TraceComparison(Axes axes, List<Recording> recordings) {
    this.axes = axes;
    this.recordings = recordings;
  }

  /**
   * Compares.
   *
   * @return what the block does for every size
   * @throws VaryingTraceException if the block does different things at different sizes
   */
  public SymbolicTrace compare() {
    Recording first = recordings.get(0);
    for (Recording recording : recordings) {
      requireSameNames(first, recording);
    }
    List<SymbolicOperation> operations = new ArrayList<>();
    for (int i = 0; i < first.operations().size(); i++) {
      operations.add(operation(i));
    }
    Map<Integer, SymbolicLeaf> leaves = leaves();
    List<?> outputs = (List<?>) merge(each(Recording::outputs), "the list of outputs");
    return new SymbolicTrace(
        operations,
        leaves,
        folded(operations, leaves),
        outputs.stream().map(SymbolicValue.class::cast).toList());
  }

  private void requireSameNames(Recording first, Recording other) {
    int common = Math.min(first.operations().size(), other.operations().size());
    for (int i = 0; i < common; i++) {
      RecordedOperation a = first.operations().get(i);
      RecordedOperation b = other.operations().get(i);
      if (!a.name().equals(b.name())) {
        throw new VaryingTraceException(
            "The forward pass takes another way when the size of a dynamic axis changes: operation %d is"
                    .formatted(i)
                + " '%s' in %s for one size and '%s' in %s for another. A traced model can follow one"
                    .formatted(a.name(), a.path(), b.name(), b.path())
                + " way only: make the axis fixed, or write the block without branches on sizes.");
      }
    }
    if (first.operations().size() != other.operations().size()) {
      Recording longer = first.operations().size() > other.operations().size() ? first : other;
      RecordedOperation extra = longer.operations().get(common);
      throw new VaryingTraceException(
          "The forward pass does %d operations for one size of the dynamic axes and %d for another; the"
                  .formatted(first.operations().size(), other.operations().size())
              + " first that only one has is '%s' in %s. A loop over the batch or sequence cannot be"
                  .formatted(extra.name(), extra.path())
              + " traced: make the axis fixed, or compute on whole arrays.");
    }
  }

  private <T> List<T> each(Function<Recording, T> part) {
    List<T> parts = new ArrayList<>();
    recordings.forEach(recording -> parts.add(part.apply(recording)));
    return parts;
  }

  private SymbolicOperation operation(int index) {
    RecordedOperation base = recordings.get(0).operations().get(index);
    String where = "'%s' in %s".formatted(base.name(), base.path());
    List<Object> arguments = new ArrayList<>();
    Object merged = merge(each(r -> r.operations().get(index).arguments()), where);
    arguments.addAll((List<?>) merged);
    List<?> results = (List<?>) merge(each(r -> r.operations().get(index).results()), where);
    return new SymbolicOperation(
        base.name(),
        Collections.unmodifiableList(arguments),
        results.stream().map(SymbolicValue.class::cast).toList(),
        base.path());
  }

  private Object merge(List<?> observed, String where) {
    Object first = observed.get(0);
    if (first instanceof Value value) {
      return mergeValues(value, observed, where);
    } else if (first instanceof List<?> list) {
      return mergeLists(list.size(), observed, where);
    } else if (first instanceof IndexElement element) {
      List<?> parts = observed.stream().map(o -> ((IndexElement) o).parts()).toList();
      return new IndexElement(element.kind(), asObjects(merge(parts, where)));
    } else if (first instanceof Scalar scalar) {
      List<?> numbers = observed.stream().map(o -> ((Scalar) o).number()).toList();
      return new Scalar(scalar.type(), merge(numbers, where));
    } else if (first instanceof Long) {
      if (observed.stream().allMatch(Long.class::isInstance)) {
        return Extent.of(observed.stream().map(Long.class::cast).toList(), axes);
      }
    } else if (observed.stream().allMatch(o -> Objects.equals(o, first))) {
      return first;
    } else if (observed.stream().allMatch(TraceComparison::isWhole)) {
      return Extent.of(observed.stream().map(o -> ((Double) o).longValue()).toList(), axes);
    }
    throw new VaryingTraceException(
        "%s has an argument that follows the size of a dynamic axis and is no whole number: %s. Compute"
                .formatted(where, observed)
            + " it from arrays, or make the axis fixed.");
  }

  private static boolean isWhole(Object number) {
    return number instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1L << 53;
  }

  private static List<Object> asObjects(Object list) {
    return Collections.unmodifiableList(new ArrayList<>((List<?>) list));
  }

  private Object mergeLists(int size, List<?> observed, String where) {
    if (observed.stream().anyMatch(o -> ((List<?>) o).size() != size)) {
      throw new VaryingTraceException(
          "%s has lists of different lengths when the size of a dynamic axis changes. The number of"
                  .formatted(where)
              + " arrays and axes must not depend on it: make the axis fixed.");
    }
    List<Object> merged = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int position = i;
      List<Object> elements = new ArrayList<>();
      observed.forEach(o -> elements.add(((List<?>) o).get(position)));
      merged.add(merge(elements, where));
    }
    return Collections.unmodifiableList(merged);
  }

  private SymbolicValue mergeValues(Value first, List<?> observed, String where) {
    for (Object other : observed) {
      Value value = (Value) other;
      boolean same =
          value != null
              && value.id() == first.id()
              && value.type() == first.type()
              && value.shape().dimension() == first.shape().dimension();
      if (!same) {
        throw new VaryingTraceException(
            "%s uses %s for one size of the dynamic axes and %s for another. Make the axis fixed, or"
                    .formatted(where, first, value)
                + " write the block without branches on sizes.");
      }
    }
    List<Extent> shape = new ArrayList<>();
    for (int axis = 0; axis < first.shape().dimension(); axis++) {
      int position = axis;
      shape.add(
          Extent.of(observed.stream().map(o -> ((Value) o).shape().get(position)).toList(), axes));
    }
    return new SymbolicValue(first.id(), List.copyOf(shape), first.type());
  }

  private Map<Integer, SymbolicLeaf> leaves() {
    Map<Integer, SymbolicLeaf> merged = new HashMap<>();
    for (Leaf leaf : recordings.get(0).leaves().values()) {
      int id = leaf.value().id();
      List<Leaf> all = each(r -> r.leaves().get(id));
      if (all.stream().anyMatch(Objects::isNull)) {
        throw new VaryingTraceException(
            "The forward pass reads other parameters or constants when the size of a dynamic axis"
                + " changes. Make the axis fixed.");
      }
      SymbolicValue value =
          mergeValues(leaf.value(), all.stream().map(Leaf::value).toList(), "a constant");
      boolean isConstant = leaf.kind() == Leaf.Kind.CONSTANT;
      boolean same = !isConstant || haveSameData(all);
      merged.put(
          id,
          new SymbolicLeaf(
              value,
              leaf.kind(),
              leaf.name(),
              same ? leaf.array() : null,
              same ? null : number(all)));
    }
    return merged;
  }

  private static boolean haveSameData(List<Leaf> leaves) {
    NDArray first = leaves.get(0).array();
    byte[] data = null;
    for (Leaf leaf : leaves) {
      if (leaf.array() != first) {
        data = data == null ? first.toByteArray() : data;
        if (!leaf.value().shape().equals(leaves.get(0).value().shape())
            || !Arrays.equals(data, leaf.array().toByteArray())) {
          return false;
        }
      }
    }
    return true;
  }

  private Extent number(List<Leaf> leaves) {
    List<Long> numbers = new ArrayList<>();
    for (Leaf leaf : leaves) {
      if (leaf.array().size() != 1) {
        return null;
      }
      double number = leaf.array().toArray()[0].doubleValue();
      if (!isWhole(number)) {
        return null;
      }
      numbers.add((long) number);
    }
    return Extent.of(numbers, axes);
  }

  private Map<Integer, NDArray> folded(
      List<SymbolicOperation> operations, Map<Integer, SymbolicLeaf> leaves) {
    Map<Integer, NDArray> folded = new HashMap<>();
    Map<Integer, Boolean> comesFromParameter = new HashMap<>();
    leaves.forEach(
        (id, leaf) -> {
          if (leaf.kind() != Leaf.Kind.INPUT && leaf.array() != null) {
            comesFromParameter.put(id, leaf.kind() == Leaf.Kind.PARAMETER);
          }
        });
    for (SymbolicOperation operation : operations) {
      boolean isKnown =
          operation.isTheSameForEverySize()
              // May be random.
              && !operation.name().equals("dropout")
              && operation.arrays().stream().allMatch(a -> comesFromParameter.containsKey(a.id()));
      if (!isKnown && !isKnownFromShapes(operation)) {
        continue;
      }
      boolean fromParameter =
          isKnown && operation.arrays().stream().anyMatch(a -> comesFromParameter.get(a.id()));
      for (SymbolicValue result : operation.results()) {
        comesFromParameter.put(result.id(), fromParameter);
        NDArray array = recordings.get(0).known().get(result.id());
        long bytes = array.size() * array.getDataType().getNumOfBytes();
        if (!fromParameter || bytes <= LARGEST_FOLDED_PARAMETER) {
          folded.put(result.id(), array);
        }
      }
    }
    return folded;
  }

  /** True if an operation looks at shapes only and gave the same in every trace. */
  private boolean isKnownFromShapes(SymbolicOperation operation) {
    return operation.results().stream()
        .allMatch(
            result -> {
              List<NDArray> arrays = each(r -> r.known().get(result.id()));
              if (arrays.stream().anyMatch(Objects::isNull) || operation.arrays().isEmpty()) {
                return false;
              }
              boolean dependsOnInput =
                  operation.arrays().stream()
                      .anyMatch(a -> !recordings.get(0).known().containsKey(a.id()));
              byte[] first = arrays.get(0).toByteArray();
              return dependsOnInput
                  && arrays.stream().allMatch(a -> Arrays.equals(first, a.toByteArray()));
            });
  }
}
