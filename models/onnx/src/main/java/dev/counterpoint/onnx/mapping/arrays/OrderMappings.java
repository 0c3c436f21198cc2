package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import java.util.List;
import java.util.Map;

/** Sorting and the largest elements, all by ONNX's TopK. */
public final class OrderMappings {

  private OrderMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("topK", OrderMappings::topK);
    mappings.put(
        "sort", OperationMapping.single((operation, graph) -> sorted(operation, true, graph, 0)));
    mappings.put(
        "argSort",
        OperationMapping.single(
            (operation, graph) -> sorted(operation, operation.flag(2), graph, 1)));
  }

  private static List<String> topK(Operation operation, OnnxGraph graph) {
    DataType type = operation.array(0).type();
    return graph.node(
        "TopK",
        List.of(operation.tensor(0, type, graph), graph.integers(operation.integer(1))),
        2,
        Attributes.integer("axis", operation.integer(2)),
        Attributes.integer("largest", operation.flag(3) ? 1 : 0),
        // Sorted, even if any order is asked for: the engine's own order is sorted, too.
        Attributes.integer("sorted", 1));
  }

  private static String sorted(
      Operation operation, boolean ascending, OnnxGraph graph, int output) {
    int rank = operation.array(0).rank();
    int axis = operation.axis(operation.has(1) ? operation.integer(1) : -1, rank);
    String count = graph.extent(operation.array(0).shape().get(axis));
    return graph
        .node(
            "TopK",
            List.of(operation.tensor(0), count),
            2,
            Attributes.integer("axis", axis),
            Attributes.integer("largest", ascending ? 0 : 1),
            Attributes.integer("sorted", 1))
        .get(output);
  }
}
