package dev.counterpoint.onnx.mapping.layers;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalisation layers and norms. */
public final class NormalizationMappings {

  private NormalizationMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("batchNorm", OperationMapping.single(NormalizationMappings::batchNorm));
    mappings.put("layerNorm", OperationMapping.single(NormalizationMappings::layerNorm));
    mappings.put("norm", OperationMapping.single(NormalizationMappings::norm));
    mappings.put("normalize", OperationMapping.single(NormalizationMappings::normalize));
  }

  private static String batchNorm(Operation operation, OnnxGraph graph) {
    if (operation.flag(9)) {
      throw operation.refuse("it uses the statistics of the batch (training is fixed to true)");
    }
    int rank = operation.array(1).rank();
    int axis = (int) operation.integer(6);
    // DJL's PyTorch engine takes -1 for axis 1.
    axis = axis == -1 ? 1 : operation.axis(axis, rank);
    int channels = (int) operation.constant(operation.array(1).shape().get(axis));
    String input = operation.tensor(1);
    long[] swap = IntStream.range(0, rank).asLongStream().toArray();
    swap[axis] = 1;
    swap[1] = axis;
    boolean swaps = axis != 1;
    if (swaps) {
      input = graph.node("Transpose", List.of(input), Attributes.integers("perm", swap));
    }
    String normalized =
        graph.node(
            "BatchNormalization",
            List.of(
                input,
                operation.has(4) ? operation.tensor(4) : filled(1, graph, channels),
                operation.has(5) ? operation.tensor(5) : filled(0, graph, channels),
                operation.tensor(2),
                operation.tensor(3)),
            Attributes.real("epsilon", operation.real(8)));
    return swaps
        ? graph.node("Transpose", List.of(normalized), Attributes.integers("perm", swap))
        : normalized;
  }

  private static String filled(float value, OnnxGraph graph, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, value);
    return graph.floats(values, shape);
  }

  private static String layerNorm(Operation operation, OnnxGraph graph) {
    graph.requireOpset(17);
    long[] shape = operation.integers(2);
    List<String> inputs = new ArrayList<>();
    inputs.add(operation.tensor(1));
    inputs.add(operation.has(3) ? operation.tensor(3) : filled(1, graph, shape));
    if (operation.has(4)) {
      inputs.add(operation.tensor(4));
    }
    return graph.node(
        "LayerNormalization",
        inputs,
        Attributes.integer("axis", -shape.length),
        Attributes.real("epsilon", operation.real(5)));
  }

  private static String norm(Operation operation, OnnxGraph graph) {
    if (operation.size() == 2) {
      long keep = operation.flag(1) ? 1 : 0;
      return graph.node(
          "ReduceL2", List.of(operation.tensor(0)), Attributes.integer("keepdims", keep));
    }
    long[] axes = operation.integers(2);
    return ofOrder(operation.integer(1), axes, operation.flag(3), operation, graph);
  }

  private static String ofOrder(
      double order, long[] axes, boolean keepsAxes, Operation operation, OnnxGraph graph) {
    if (order != 1 && order != 2) {
      throw operation.refuse("a norm of order %s; orders 1 and 2 can".formatted(order));
    }
    List<AttributeProto> attributes = new ArrayList<>();
    if (axes.length > 0) {
      attributes.add(Attributes.integers("axes", axes));
    }
    attributes.add(Attributes.integer("keepdims", keepsAxes ? 1 : 0));
    return graph.node(
        order == 1 ? "ReduceL1" : "ReduceL2",
        List.of(operation.tensor(0)),
        attributes.toArray(AttributeProto[]::new));
  }

  /** x / max(norm, eps). */
  private static String normalize(Operation operation, OnnxGraph graph) {
    DataType type = operation.array(0).type();
    long[] axes = {operation.integer(2)};
    String norm = ofOrder(operation.real(1), axes, true, operation, graph);
    String least = graph.scalar(type, operation.real(3));
    String divisor = graph.node("Max", List.of(norm, least));
    return graph.node("Div", List.of(operation.tensor(0), divisor));
  }
}
