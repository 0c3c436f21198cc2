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
    boolean isWhole = true;
    for (int i = 0; i < 3; i++) {
      isWhole &= !(operation.raw(i) instanceof Double number) || number == Math.rint(number);
    }
    if (!isWhole) {
      return multiples(operation, type, graph);
    }
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

  /**
   * Start plus a multiple of the step, in double, as the engine computes it. The runtime's own
   * Range adds the step again and again, which is off by 1e-4 after a thousand elements.
   */
  private static String multiples(Operation operation, DataType type, OnnxGraph graph) {
    DataType exact = DataType.FLOAT64;
    String size =
        graph.node(
            "Squeeze", List.of(graph.extent(operation.result().shape().get(0)), graph.integers(0)));
    String index =
        graph.node(
            "Range",
            List.of(graph.scalar(DataType.INT64, 0), size, graph.scalar(DataType.INT64, 1)));
    String steps =
        graph.node(
            "Mul",
            List.of(graph.cast(index, DataType.INT64, exact), operation.number(2, exact, graph)));
    String values = graph.node("Add", List.of(operation.number(0, exact, graph), steps));
    return graph.cast(values, exact, type);
  }
}
