package dev.counterpoint.onnx.mapping.arrays;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.mapping.Promotion;
import java.util.List;
import java.util.Map;

/** Functions of one array, element by element, and changes of its type. */
public final class ElementwiseMappings {

  private ElementwiseMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    Map.ofEntries(
            Map.entry("sqrt", "Sqrt"),
            Map.entry("exp", "Exp"),
            Map.entry("log", "Log"),
            Map.entry("abs", "Abs"),
            Map.entry("neg", "Neg"),
            Map.entry("floor", "Floor"),
            Map.entry("ceil", "Ceil"),
            Map.entry("round", "Round"),
            Map.entry("sin", "Sin"),
            Map.entry("cos", "Cos"),
            Map.entry("tan", "Tan"),
            Map.entry("asin", "Asin"),
            Map.entry("acos", "Acos"),
            Map.entry("atan", "Atan"),
            Map.entry("sinh", "Sinh"),
            Map.entry("cosh", "Cosh"),
            Map.entry("tanh", "Tanh"),
            Map.entry("erf", "Erf"))
        .forEach((name, operator) -> mappings.put(name, unary(operator)));
    mappings.put("sign", computed(ElementwiseMappings::sign));
    mappings.put("square", computed((x, t, g) -> g.node("Mul", List.of(x, x))));
    mappings.put("log10", computed((x, t, g) -> scaled("Log", x, 1 / Math.log(10), t, g)));
    mappings.put("log2", computed((x, t, g) -> scaled("Log", x, 1 / Math.log(2), t, g)));
    mappings.put("cbrt", computed(ElementwiseMappings::cubeRoot));
    mappings.put("trunc", computed(ElementwiseMappings::truncate));
    mappings.put("toDegrees", computed((x, t, g) -> times(x, 180 / Math.PI, t, g)));
    mappings.put("toRadians", computed((x, t, g) -> times(x, Math.PI / 180, t, g)));
    mappings.put("toType", OperationMapping.single(ElementwiseMappings::toType));
    for (String same : List.of("stopGradient", "toDevice", "duplicate", "toDense")) {
      mappings.put(same, OperationMapping.single((operation, graph) -> operation.tensor(0)));
    }
  }

  /** Nodes of one operand. */
  private interface Unary {
    String map(String x, DataType type, OnnxGraph graph);
  }

  private static OperationMapping unary(String operator) {
    return computed((x, type, graph) -> graph.node(operator, List.of(x)));
  }

  private static OperationMapping computed(Unary unary) {
    return OperationMapping.single(
        (operation, graph) -> {
          DataType type = operation.result().type();
          DataType computable = Promotion.computable(type);
          String x = operation.tensor(0, computable, graph);
          return graph.cast(unary.map(x, computable, graph), computable, type);
        });
  }

  private static String scaled(
      String operator, String x, double factor, DataType type, OnnxGraph graph) {
    return times(graph.node(operator, List.of(x)), factor, type, graph);
  }

  private static String times(String x, double factor, DataType type, OnnxGraph graph) {
    return graph.node("Mul", List.of(x, graph.scalar(type, factor)));
  }

  /** The engine's sign of NaN is 0, ONNX's is NaN. */
  private static String sign(String x, DataType type, OnnxGraph graph) {
    String sign = graph.node("Sign", List.of(x));
    if (!type.isFloating()) {
      return sign;
    }
    String isNaN = graph.node("IsNaN", List.of(x));
    return graph.node("Where", List.of(isNaN, graph.scalar(type, 0), sign));
  }

  private static String cubeRoot(String x, DataType type, OnnxGraph graph) {
    return graph.node("Pow", List.of(x, graph.scalar(type, 1.0 / 3)));
  }

  private static String truncate(String x, DataType type, OnnxGraph graph) {
    String isNegative = graph.node("Less", List.of(x, graph.scalar(type, 0)));
    String up = graph.node("Ceil", List.of(x));
    return graph.node("Where", List.of(isNegative, up, graph.node("Floor", List.of(x))));
  }

  private static String toType(Operation operation, OnnxGraph graph) {
    return graph.cast(operation.tensor(0), operation.array(0).type(), operation.result().type());
  }
}
