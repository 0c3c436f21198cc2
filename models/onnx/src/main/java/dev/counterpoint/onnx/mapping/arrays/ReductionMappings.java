package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.mapping.Promotion;
import java.util.List;
import java.util.Map;

/** Reductions over all axes (one argument) or some (receiver, axes, keep). */
public final class ReductionMappings {

  private ReductionMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("sum", reduce("ReduceSum"));
    mappings.put("mean", reduce("ReduceMean"));
    mappings.put("max", reduce("ReduceMax"));
    mappings.put("min", reduce("ReduceMin"));
    mappings.put("prod", reduce("ReduceProd"));
    mappings.put("argMax", arg("ArgMax"));
    mappings.put("argMin", arg("ArgMin"));
    mappings.put("cumSum", OperationMapping.single(ReductionMappings::cumulativeSum));
  }

  private static OperationMapping reduce(String operator) {
    return OperationMapping.single(
        (operation, graph) -> {
          DataType type = operation.result().type();
          DataType computable = Promotion.computable(type);
          String input = operation.tensor(0, computable, graph);
          return graph.cast(reduce(operator, input, operation, graph), computable, type);
        });
  }

  private static String reduce(
      String operator, String input, Operation operation, OnnxGraph graph) {
    long[] axes = operation.has(1) ? axes(operation) : new long[0];
    boolean keeps = operation.has(2) && operation.flag(2);
    AttributeProto keep = Attributes.integer("keepdims", keeps ? 1 : 0);
    if (axes.length == 0) {
      return graph.node(operator, List.of(input), keep);
    } else if (operator.equals("ReduceSum")) {
      // The only reduction whose axes are an input before opset 18.
      return graph.node(operator, List.of(input, graph.integers(axes)), keep);
    }
    return graph.node(operator, List.of(input), Attributes.integers("axes", axes), keep);
  }

  private static long[] axes(Operation operation) {
    return operation.integers(1);
  }

  private static OperationMapping arg(String operator) {
    return OperationMapping.single(
        (operation, graph) -> {
          DataType computable = Promotion.computable(operation.array(0).type());
          String input = operation.tensor(0, computable, graph);
          long axis = 0;
          if (operation.has(1)) {
            axis = operation.integer(1);
          } else {
            input = graph.node("Reshape", List.of(input, graph.integers(-1)));
          }
          return graph.node(
              operator,
              List.of(input),
              Attributes.integer("axis", axis),
              Attributes.integer("keepdims", 0));
        });
  }

  private static String cumulativeSum(Operation operation, OnnxGraph graph) {
    graph.requireOpset(14);
    long axis = operation.has(1) ? operation.integer(1) : 0;
    DataType type = operation.result().type();
    return graph.node(
        "CumSum", List.of(operation.tensor(0, type, graph), graph.scalar(DataType.INT64, axis)));
  }
}
