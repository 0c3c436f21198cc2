package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.mapping.Promotion;
import java.util.List;
import java.util.Map;

/**
 * Arrays that the forward pass makes in a size that follows a dynamic axis; the others are
 * constants.
 */
public final class CreationMappings {

  private CreationMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("zeros", OperationMapping.single((o, graph) -> filled(o, 0, graph)));
    mappings.put("ones", OperationMapping.single((o, graph) -> filled(o, 1, graph)));
    mappings.put("full", OperationMapping.single((o, graph) -> filled(o, o.real(1), graph)));
    mappings.put("arange", OperationMapping.single(CreationMappings::range));
  }

  private static String filled(Operation operation, double value, OnnxGraph graph) {
    String scalar = graph.scalar(operation.result().type(), value);
    return graph.node("Expand", List.of(scalar, graph.extents(operation.result().shape())));
  }

  private static String range(Operation operation, OnnxGraph graph) {
    DataType type = operation.result().type();
    DataType computable = Promotion.computable(type);
    String range =
        graph.node(
            "Range",
            List.of(
                operation.number(0, computable, graph),
                operation.number(1, computable, graph),
                operation.number(2, computable, graph)));
    return graph.cast(range, computable, type);
  }
}
