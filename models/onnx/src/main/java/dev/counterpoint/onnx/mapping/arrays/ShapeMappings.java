package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.symbolic.Extent;
import dev.counterpoint.onnx.symbolic.SymbolicValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Changes of shape, order and number of elements. */
public final class ShapeMappings {

  private ShapeMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("reshape", OperationMapping.single(ShapeMappings::reshape));
    mappings.put("flatten", OperationMapping.single(ShapeMappings::reshape));
    mappings.put("squeeze", OperationMapping.single(ShapeMappings::squeeze));
    mappings.put("expandDims", OperationMapping.single(ShapeMappings::expandDims));
    mappings.put("transpose", OperationMapping.single(ShapeMappings::transpose));
    mappings.put("swapAxes", OperationMapping.single(ShapeMappings::swapAxes));
    mappings.put("broadcast", OperationMapping.single(ShapeMappings::broadcast));
    mappings.put("concat", OperationMapping.single((o, graph) -> concat(o, false, graph)));
    mappings.put("stack", OperationMapping.single((o, graph) -> concat(o, true, graph)));
    mappings.put("split", ShapeMappings::split);
    mappings.put("tile", OperationMapping.single(ShapeMappings::tile));
    mappings.put("repeat", OperationMapping.single(ShapeMappings::repeat));
    mappings.put("pad", OperationMapping.single(ShapeMappings::pad));
    mappings.put("flip", OperationMapping.single(ShapeMappings::flip));
  }

  private static String reshape(Operation operation, OnnxGraph graph) {
    return Reshaping.reshape(
        operation.tensor(0),
        operation.array(0).shape(),
        operation.result().shape(),
        operation,
        graph);
  }

  private static String squeeze(Operation operation, OnnxGraph graph) {
    SymbolicValue array = operation.array(0);
    int removed = array.rank() - operation.result().rank();
    if (removed == 0) {
      return operation.tensor(0);
    }
    long[] axes;
    if (!operation.has(1)) {
      axes =
          IntStream.range(0, array.rank())
              .filter(i -> array.shape().get(i).equals(Extent.constant(1)))
              .asLongStream()
              .toArray();
    } else if (operation.raw(1) instanceof Extent) {
      axes = new long[] {operation.integer(1)};
    } else {
      axes = operation.integers(1);
    }
    return graph.node("Squeeze", List.of(operation.tensor(0), graph.integers(axes)));
  }

  private static String expandDims(Operation operation, OnnxGraph graph) {
    return graph.node(
        "Unsqueeze", List.of(operation.tensor(0), graph.integers(operation.integer(1))));
  }

  private static String transpose(Operation operation, OnnxGraph graph) {
    int rank = operation.array(0).rank();
    long[] axes;
    if (operation.size() == 1) {
      axes = IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray();
    } else {
      axes = Arrays.stream(operation.integers(1)).map(a -> operation.axis(a, rank)).toArray();
    }
    return permuted(operation.tensor(0), axes, graph);
  }

  private static String swapAxes(Operation operation, OnnxGraph graph) {
    int rank = operation.array(0).rank();
    long[] axes = IntStream.range(0, rank).asLongStream().toArray();
    int first = operation.axis(operation.integer(1), rank);
    int second = operation.axis(operation.integer(2), rank);
    axes[first] = second;
    axes[second] = first;
    return permuted(operation.tensor(0), axes, graph);
  }

  /** Adds a Transpose. */
  public static String permuted(String tensor, long[] axes, OnnxGraph graph) {
    return graph.node("Transpose", List.of(tensor), Attributes.integers("perm", axes));
  }

  private static String broadcast(Operation operation, OnnxGraph graph) {
    List<Extent> from = operation.array(0).shape();
    List<Extent> to = operation.result().shape();
    return expanded(operation.tensor(0), from, to, graph);
  }

  /** Adds an Expand; a size that the array has already is asked for as 1, which keeps it. */
  public static String expanded(
      String tensor, List<Extent> from, List<Extent> to, OnnxGraph graph) {
    int added = to.size() - from.size();
    List<Extent> target = new ArrayList<>();
    for (int i = 0; i < to.size(); i++) {
      boolean isThere = i >= added && from.get(i - added).equals(to.get(i));
      target.add(isThere ? Extent.constant(1) : to.get(i));
    }
    return graph.node("Expand", List.of(tensor, graph.extents(target)));
  }

  private static String concat(Operation operation, boolean stacks, OnnxGraph graph) {
    DataType type = operation.result().type();
    List<SymbolicValue> arrays = new ArrayList<>(List.of(operation.array(0)));
    arrays.addAll(operation.arrays(1));
    int axis = operation.axis(operation.integer(2), operation.result().rank());
    List<String> tensors = new ArrayList<>();
    for (SymbolicValue array : arrays) {
      String tensor = graph.cast(operation.tensor(array), array.type(), type);
      tensors.add(stacks ? graph.node("Unsqueeze", List.of(tensor, graph.integers(axis))) : tensor);
    }
    return graph.node("Concat", tensors, Attributes.integer("axis", axis));
  }

  private static List<String> split(Operation operation, OnnxGraph graph) {
    int axis = operation.axis(operation.integer(2), operation.array(0).rank());
    List<Extent> sizes = operation.results().stream().map(r -> r.shape().get(axis)).toList();
    if (sizes.size() == 1) {
      return List.of(operation.tensor(0));
    }
    return graph.node(
        "Split",
        List.of(operation.tensor(0), graph.extents(sizes)),
        sizes.size(),
        Attributes.integer("axis", axis));
  }

  /** How often each axis repeats: given as one number for all or as a list. */
  private static long[] repeats(Operation operation, int rank) {
    if (operation.raw(1) instanceof Extent) {
      long[] repeats = new long[Math.max(1, rank)];
      Arrays.fill(repeats, operation.integer(1));
      return repeats;
    }
    return operation.integers(1);
  }

  private static String tile(Operation operation, OnnxGraph graph) {
    int rank = operation.array(0).rank();
    long[] repeats = repeats(operation, rank);
    int target = operation.result().rank();
    long[] all = new long[target];
    Arrays.fill(all, 1);
    System.arraycopy(repeats, 0, all, target - repeats.length, repeats.length);
    String tensor = operation.tensor(0);
    if (target > rank) {
      long[] axes = IntStream.range(0, target - rank).asLongStream().toArray();
      tensor = graph.node("Unsqueeze", List.of(tensor, graph.integers(axes)));
    }
    return graph.node("Tile", List.of(tensor, graph.integers(all)));
  }

  private static String repeat(Operation operation, OnnxGraph graph) {
    SymbolicValue array = operation.array(0);
    int rank = array.rank();
    long[] repeats = new long[Math.max(1, rank)];
    Arrays.fill(repeats, 1);
    if (operation.size() == 3) {
      repeats[operation.axis(operation.integer(1), rank)] = operation.integer(2);
    } else if (operation.name().equals("repeat") && isDesiredShape(operation)) {
      throw operation.refuse("repeat to a shape; give the number of repeats");
    } else {
      long[] given = repeats(operation, rank);
      System.arraycopy(given, 0, repeats, 0, given.length);
    }
    if (rank == 0) {
      return graph.node("Expand", List.of(operation.tensor(0), graph.integers(repeats)));
    }
    // Each repeated axis: an axis of its own behind it, tiled, and merged by the final reshape.
    String tensor = operation.tensor(0);
    List<Extent> shape = new ArrayList<>(array.shape());
    for (int axis = rank - 1; axis >= 0; axis--) {
      if (repeats[axis] != 1) {
        tensor = graph.node("Unsqueeze", List.of(tensor, graph.integers(axis + 1)));
        long[] tiles = new long[shape.size() + 1];
        Arrays.fill(tiles, 1);
        tiles[axis + 1] = repeats[axis];
        tensor = graph.node("Tile", List.of(tensor, graph.integers(tiles)));
        shape.add(axis + 1, Extent.constant(repeats[axis]));
      }
    }
    return Reshaping.reshape(tensor, shape, operation.result().shape(), operation, graph);
  }

  private static boolean isDesiredShape(Operation operation) {
    // repeat(long[]) and repeat(Shape) are recorded alike; their results tell them apart.
    if (operation.raw(1) instanceof Extent) {
      return false;
    }
    List<Extent> given = operation.extents(1);
    for (int i = 0; i < given.size(); i++) {
      Extent in = operation.array(0).shape().get(i);
      Extent out = operation.result().shape().get(i);
      if (in.isConstant() && given.get(i).value() * in.value() != out.value()) {
        return true;
      }
    }
    return false;
  }

  /** DJL has pairs (before, after) from the last axis on, ONNX all befores and then all afters. */
  private static String pad(Operation operation, OnnxGraph graph) {
    int rank = operation.array(0).rank();
    long[] padding = operation.integers(1);
    long[] pads = new long[2 * rank];
    for (int i = 0; i < padding.length / 2; i++) {
      pads[rank - 1 - i] = padding[2 * i];
      pads[2 * rank - 1 - i] = padding[2 * i + 1];
    }
    String value = graph.scalar(operation.array(0).type(), operation.real(2));
    return graph.node("Pad", List.of(operation.tensor(0), graph.integers(pads), value));
  }

  private static String flip(Operation operation, OnnxGraph graph) {
    long[] axes = operation.integers(1);
    long[] starts = new long[axes.length];
    long[] ends = new long[axes.length];
    long[] steps = new long[axes.length];
    Arrays.fill(starts, -1);
    Arrays.fill(ends, Long.MIN_VALUE + 1);
    Arrays.fill(steps, -1);
    return graph.node(
        "Slice",
        List.of(
            operation.tensor(0),
            graph.integers(starts),
            graph.integers(ends),
            graph.integers(axes),
            graph.integers(steps)));
  }
}
