package dev.counterpoint.onnx.mapping.layers;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import java.util.List;
import java.util.Map;

/** Activations. Swish and mish arrive as the operations that DJL makes them of. */
public final class ActivationMappings {

  private ActivationMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("relu", plain("Relu"));
    mappings.put("sigmoid", plain("Sigmoid"));
    mappings.put("softPlus", plain("Softplus"));
    mappings.put("softSign", plain("Softsign"));
    mappings.put("selu", plain("Selu"));
    mappings.put("leakyRelu", withAlpha("LeakyRelu"));
    mappings.put("elu", withAlpha("Elu"));
    mappings.put("gelu", OperationMapping.single(ActivationMappings::gelu));
    mappings.put("softmax", along("Softmax"));
    mappings.put("logSoftmax", along("LogSoftmax"));
    mappings.put("dropout", OperationMapping.single(ActivationMappings::dropout));
  }

  private static OperationMapping plain(String operator, AttributeProto... attributes) {
    return OperationMapping.single(
        (operation, graph) -> graph.node(operator, List.of(operation.tensor(0)), attributes));
  }

  private static OperationMapping withAlpha(String operator) {
    return OperationMapping.single(
        (operation, graph) ->
            graph.node(
                operator,
                List.of(operation.tensor(0)),
                Attributes.real("alpha", operation.real(1))));
  }

  private static OperationMapping along(String operator) {
    return OperationMapping.single(
        (operation, graph) ->
            graph.node(
                operator,
                List.of(operation.tensor(0)),
                Attributes.integer("axis", operation.integer(1))));
  }

  /** The exact form, x/2 (1 + erf(x / sqrt 2)); the operator Gelu would need opset 20. */
  private static String gelu(Operation operation, OnnxGraph graph) {
    DataType type = operation.array(0).type();
    String x = operation.tensor(0);
    String scaled = graph.node("Div", List.of(x, graph.scalar(type, Math.sqrt(2))));
    String erf = graph.node("Erf", List.of(scaled));
    String shifted = graph.node("Add", List.of(erf, graph.scalar(type, 1)));
    String product = graph.node("Mul", List.of(x, shifted));
    return graph.node("Mul", List.of(product, graph.scalar(type, 0.5)));
  }

  private static String dropout(Operation operation, OnnxGraph graph) {
    if (operation.flag(3) && operation.real(2) != 0) {
      throw operation.refuse("it is random also in inference (training is fixed to true)");
    }
    return operation.tensor(1);
  }
}
