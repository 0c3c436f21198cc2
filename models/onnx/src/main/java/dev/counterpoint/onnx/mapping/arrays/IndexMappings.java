package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.recording.IndexElement;
import dev.counterpoint.onnx.symbolic.Extent;
import dev.counterpoint.onnx.symbolic.SymbolicValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reading parts of arrays. */
public final class IndexMappings {

  private IndexMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("get", OperationMapping.single(IndexMappings::get));
    mappings.put("take", OperationMapping.single(IndexMappings::take));
    mappings.put("gather", OperationMapping.single(IndexMappings::gather));
    mappings.put("gatherNd", OperationMapping.single(IndexMappings::gatherNd));
    mappings.put("oneHot", OperationMapping.single(IndexMappings::oneHot));
  }

  /** An element of an index at the axis that it applies to. */
  private record Placed(IndexElement element, int axis) {}

  private static String get(Operation operation, OnnxGraph graph) {
    List<Placed> placed = place(operation);
    String tensor = slices(operation, placed, graph);
    long takes = placed.stream().filter(p -> p.element().kind() == IndexElement.Kind.TAKE).count();
    if (takes > 1) {
      throw operation.refuse("it has %d index arrays at once; one can".formatted(takes));
    }
    // From the last axis to the first, so that the axes still to come keep their numbers.
    for (int i = placed.size() - 1; i >= 0; i--) {
      tensor = select(tensor, placed.get(i), operation, graph);
    }
    return tensor;
  }

  private static List<Placed> place(Operation operation) {
    List<IndexElement> elements = new ArrayList<>();
    for (Object element : (List<?>) operation.raw(1)) {
      elements.add(
          element instanceof IndexElement index
              ? index
              : new IndexElement(IndexElement.Kind.FIXED, List.of(element)));
    }
    int consumed =
        (int)
            elements.stream()
                .filter(e -> e.kind() != IndexElement.Kind.ELLIPSIS)
                .filter(e -> e.kind() != IndexElement.Kind.NEW_AXIS)
                .count();
    List<Placed> placed = new ArrayList<>();
    int axis = 0;
    for (IndexElement element : elements) {
      if (element.kind() == IndexElement.Kind.ELLIPSIS) {
        axis += operation.array(0).rank() - consumed;
      } else {
        placed.add(new Placed(element, axis));
        axis += element.kind() == IndexElement.Kind.NEW_AXIS ? 0 : 1;
      }
    }
    return placed;
  }

  private static String slices(Operation operation, List<Placed> placed, OnnxGraph graph) {
    List<Extent> starts = new ArrayList<>();
    List<Extent> ends = new ArrayList<>();
    List<Extent> axes = new ArrayList<>();
    List<Extent> steps = new ArrayList<>();
    for (Placed place : placed) {
      if (place.element().kind() == IndexElement.Kind.SLICE) {
        List<Object> parts = place.element().parts();
        starts.add(or(parts.get(0), 0));
        ends.add(or(parts.get(1), Long.MAX_VALUE));
        steps.add(or(parts.get(2), 1));
        axes.add(Extent.constant(place.axis()));
      }
    }
    if (axes.isEmpty()) {
      return operation.tensor(0);
    }
    return graph.node(
        "Slice",
        List.of(
            operation.tensor(0),
            graph.extents(starts),
            graph.extents(ends),
            graph.extents(axes),
            graph.extents(steps)));
  }

  private static Extent or(Object extent, long other) {
    return extent == null ? Extent.constant(other) : (Extent) extent;
  }

  private static String select(String tensor, Placed place, Operation operation, OnnxGraph graph) {
    List<Object> parts = place.element().parts();
    return switch (place.element().kind()) {
      case FIXED ->
          graph.node(
              "Gather",
              List.of(tensor, position((Extent) parts.get(0), graph)),
              Attributes.integer("axis", place.axis()));
      case TAKE ->
          graph.node(
              "Gather",
              List.of(tensor, index((SymbolicValue) parts.get(0), operation, graph)),
              Attributes.integer("axis", place.axis()));
      case NEW_AXIS -> graph.node("Unsqueeze", List.of(tensor, graph.integers(place.axis())));
      case PICK -> pick(tensor, place, operation, graph);
      case SLICE, ALL, ELLIPSIS -> tensor;
    };
  }

  private static String position(Extent position, OnnxGraph graph) {
    return position.isConstant()
        ? graph.scalar(DataType.INT64, position.value())
        : graph.node("Squeeze", List.of(graph.extent(position), graph.integers(0)));
  }

  private static String index(SymbolicValue array, Operation operation, OnnxGraph graph) {
    return graph.cast(operation.tensor(array), array.type(), DataType.INT64);
  }

  private static String pick(String tensor, Placed place, Operation operation, OnnxGraph graph) {
    SymbolicValue index = (SymbolicValue) place.element().parts().get(0);
    if (index.rank() != operation.array(0).rank()) {
      throw operation.refuse(
          "pick with an index of %d axes for an array of %d"
              .formatted(index.rank(), operation.array(0).rank()));
    }
    return graph.node(
        "GatherElements",
        List.of(tensor, index(index, operation, graph)),
        Attributes.integer("axis", place.axis()));
  }

  private static String take(Operation operation, OnnxGraph graph) {
    int last = operation.size() - 1;
    String flat = graph.node("Reshape", List.of(operation.tensor(0), graph.integers(-1)));
    String index = operation.tensor(last, DataType.INT64, graph);
    return graph.node("Gather", List.of(flat, index), Attributes.integer("axis", 0));
  }

  private static String gather(Operation operation, OnnxGraph graph) {
    int rank = operation.array(0).rank();
    int axis = operation.axis(operation.integer(2), rank);
    List<Extent> shape = operation.array(0).shape();
    List<Extent> index = operation.array(1).shape();
    for (int i = 0; i < rank; i++) {
      // PyTorch lets the index be smaller than the array along other axes; ONNX Runtime does not.
      if (i != axis && !shape.get(i).equals(index.get(i))) {
        throw operation.refuse(
            "the index has size %s along axis %d where the array has %s"
                .formatted(index.get(i), i, shape.get(i)));
      }
    }
    return graph.node(
        "GatherElements",
        List.of(operation.tensor(0), operation.tensor(1, DataType.INT64, graph)),
        Attributes.integer("axis", axis));
  }

  /** DJL has the coordinates along the first axis of the index, ONNX along the last. */
  private static String gatherNd(Operation operation, OnnxGraph graph) {
    int rank = operation.array(1).rank();
    List<Long> axes = new ArrayList<>(IntStream.range(0, rank).asLongStream().boxed().toList());
    Collections.rotate(axes, -1);
    String index = operation.tensor(1, DataType.INT64, graph);
    String coordinates =
        ShapeMappings.permuted(index, axes.stream().mapToLong(a -> a).toArray(), graph);
    return graph.node("GatherND", List.of(operation.tensor(0), coordinates));
  }

  private static String oneHot(Operation operation, OnnxGraph graph) {
    DataType type = operation.result().type();
    long depth = operation.integer(1);
    long[] classes = IntStream.range(0, (int) depth).asLongStream().toArray();
    String index = operation.tensor(0, DataType.INT64, graph);
    String column = graph.node("Unsqueeze", List.of(index, graph.integers(-1)));
    String hit = graph.node("Equal", List.of(column, graph.integers(classes)));
    return graph.cast(hit, DataType.BOOLEAN, type);
  }
}
