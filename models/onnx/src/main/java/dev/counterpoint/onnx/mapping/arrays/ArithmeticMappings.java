package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.mapping.Promotion;
import java.util.List;
import java.util.Map;

/** Arithmetic of two operands, with broadcasting. */
public final class ArithmeticMappings {

  private ArithmeticMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("add", binary("Add"));
    mappings.put("sub", binary("Sub"));
    mappings.put("mul", binary("Mul"));
    mappings.put("div", binary("Div"));
    mappings.put("pow", binary("Pow"));
    mappings.put("maximum", binary("Max"));
    mappings.put("minimum", binary("Min"));
    mappings.put("mod", computed(ArithmeticMappings::remainder));
    mappings.put("xlogy", computed(ArithmeticMappings::xLogY));
    mappings.put("clip", OperationMapping.single(ArithmeticMappings::clip));
  }

  /** Nodes of two operands of the same type. */
  private interface Binary {
    String map(String a, String b, DataType type, OnnxGraph graph);
  }

  private static OperationMapping binary(String operator) {
    return computed((a, b, type, graph) -> graph.node(operator, List.of(a, b)));
  }

  private static OperationMapping computed(Binary binary) {
    return OperationMapping.single(
        (operation, graph) -> {
          // PyTorch converts both operands to the type of the result, then computes.
          DataType type = operation.result().type();
          DataType computable = Promotion.computable(type);
          String result =
              binary.map(
                  operation.operand(0, type, computable, graph),
                  operation.operand(1, type, computable, graph),
                  computable,
                  graph);
          return graph.cast(result, computable, type);
        });
  }

  /** As in Python, the remainder has the sign of the divisor. */
  private static String remainder(String a, String b, DataType type, OnnxGraph graph) {
    if (!type.isFloating()) {
      return graph.node("Mod", List.of(a, b));
    }
    String zero = graph.scalar(type, 0);
    String mod = graph.node("Mod", List.of(a, b), Attributes.integer("fmod", 1));
    String isWhole = graph.node("Equal", List.of(mod, zero));
    String signsDiffer =
        graph.node(
            "Xor",
            List.of(graph.node("Less", List.of(mod, zero)), graph.node("Less", List.of(b, zero))));
    String shifts = graph.node("And", List.of(signsDiffer, graph.node("Not", List.of(isWhole))));
    return graph.node("Where", List.of(shifts, graph.node("Add", List.of(mod, b)), mod));
  }

  /** 0 where x is 0, also for y of 0 or infinity; NaN where y is NaN. */
  private static String xLogY(String x, String y, DataType type, OnnxGraph graph) {
    String zero = graph.scalar(type, 0);
    String product = graph.node("Mul", List.of(x, graph.node("Log", List.of(y))));
    String isNumber = graph.node("Not", List.of(graph.node("IsNaN", List.of(y))));
    String vanishes = graph.node("And", List.of(graph.node("Equal", List.of(x, zero)), isNumber));
    return graph.node("Where", List.of(vanishes, zero, product));
  }

  private static String clip(Operation operation, OnnxGraph graph) {
    DataType type = operation.result().type();
    DataType computable = Promotion.computable(type);
    String clipped =
        graph.node(
            "Clip",
            List.of(
                operation.operand(0, type, computable, graph),
                operation.operand(1, type, computable, graph),
                operation.operand(2, type, computable, graph)));
    return graph.cast(clipped, computable, type);
  }
}
