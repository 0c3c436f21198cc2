package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.mapping.Promotion;
import java.util.List;
import java.util.Map;

/** Comparisons, logic and choice. */
public final class ComparisonMappings {

  private ComparisonMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("eq", compare("Equal"));
    mappings.put("gt", compare("Greater"));
    mappings.put("gte", compare("GreaterOrEqual"));
    mappings.put("lt", compare("Less"));
    mappings.put("lte", compare("LessOrEqual"));
    mappings.put(
        "neq",
        OperationMapping.single(
            (operation, graph) ->
                graph.node("Not", List.of(compare("Equal").map(operation, graph).get(0)))));
    mappings.put("logicalAnd", logic("And"));
    mappings.put("logicalOr", logic("Or"));
    mappings.put("logicalXor", logic("Xor"));
    mappings.put(
        "logicalNot",
        OperationMapping.single(
            (operation, graph) ->
                graph.node("Not", List.of(operation.tensor(0, DataType.BOOLEAN, graph)))));
    mappings.put("isNaN", test("IsNaN"));
    mappings.put("isInfinite", test("IsInf"));
    mappings.put("where", OperationMapping.single(ComparisonMappings::where));
    mappings.put("all", OperationMapping.single((o, graph) -> reduce("ReduceMin", o, graph)));
    mappings.put("any", OperationMapping.single((o, graph) -> reduce("ReduceMax", o, graph)));
    mappings.put(
        "none",
        OperationMapping.single(
            (o, graph) -> graph.node("Not", List.of(reduce("ReduceMax", o, graph)))));
  }

  private static OperationMapping compare(String operator) {
    return OperationMapping.single(
        (operation, graph) -> {
          DataType type = Promotion.of(operation, 0, 1);
          DataType computable = Promotion.computable(type);
          return graph.node(
              operator,
              List.of(
                  operation.operand(0, type, computable, graph),
                  operation.operand(1, type, computable, graph)));
        });
  }

  private static OperationMapping logic(String operator) {
    return OperationMapping.single(
        (operation, graph) ->
            graph.node(
                operator,
                List.of(
                    operation.tensor(0, DataType.BOOLEAN, graph),
                    operation.tensor(1, DataType.BOOLEAN, graph))));
  }

  private static OperationMapping test(String operator) {
    return OperationMapping.single(
        (operation, graph) -> graph.node(operator, List.of(operation.tensor(0))));
  }

  private static String where(Operation operation, OnnxGraph graph) {
    DataType type = operation.result().type();
    return graph.node(
        "Where",
        List.of(
            operation.tensor(1, DataType.BOOLEAN, graph),
            operation.tensor(0, type, graph),
            operation.tensor(2, type, graph)));
  }

  private static String reduce(String operator, Operation operation, OnnxGraph graph) {
    String flags = operation.tensor(0, DataType.BOOLEAN, graph);
    String numbers = graph.cast(flags, DataType.BOOLEAN, DataType.INT32);
    String reduced = graph.node(operator, List.of(numbers), Attributes.integer("keepdims", 0));
    return graph.cast(reduced, DataType.INT32, DataType.BOOLEAN);
  }
}
