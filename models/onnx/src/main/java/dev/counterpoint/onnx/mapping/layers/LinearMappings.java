package dev.counterpoint.onnx.mapping.layers;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.symbolic.SymbolicValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Linear layers, convolutions, embeddings and matrix products. */
public final class LinearMappings {

  private LinearMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("linear", OperationMapping.single(LinearMappings::linear));
    mappings.put("convolution", OperationMapping.single(LinearMappings::convolution));
    mappings.put("embedding", OperationMapping.single(LinearMappings::embedding));
    mappings.put("matMul", OperationMapping.single(LinearMappings::matMul));
    mappings.put("batchMatMul", OperationMapping.single(LinearMappings::matMul));
    mappings.put("dot", OperationMapping.single(LinearMappings::matMul));
  }

  private static String linear(Operation operation, OnnxGraph graph) {
    SymbolicValue input = operation.array(1);
    SymbolicValue weight = operation.array(2);
    if (input.rank() == 2 && weight.rank() == 2) {
      List<String> inputs = new ArrayList<>(List.of(operation.tensor(1), operation.tensor(2)));
      if (operation.has(3)) {
        inputs.add(operation.tensor(3));
      }
      return graph.node("Gemm", inputs, Attributes.integer("transB", 1));
    }
    if (weight.rank() != 2) {
      throw operation.refuse("its weight has %d axes in place of 2".formatted(weight.rank()));
    }
    // A node, which runtimes fold, so that the weight stands in the model under its name and form.
    String transposed =
        graph.node("Transpose", List.of(operation.tensor(2)), Attributes.integers("perm", 1, 0));
    String product = graph.node("MatMul", List.of(operation.tensor(1), transposed));
    return operation.has(3) ? graph.node("Add", List.of(product, operation.tensor(3))) : product;
  }

  private static String convolution(Operation operation, OnnxGraph graph) {
    long[] padding = operation.integers(5);
    List<String> inputs = new ArrayList<>(List.of(operation.tensor(1), operation.tensor(2)));
    if (operation.has(3)) {
      inputs.add(operation.tensor(3));
    }
    int spatial = operation.array(1).rank() - 2;
    long[] kernel =
        operation.array(2).shape().stream().skip(2).mapToLong(operation::constant).toArray();
    return graph.node(
        "Conv",
        inputs,
        Attributes.integers("kernel_shape", kernel),
        Attributes.integers("strides", repeated(operation.integers(4), spatial)),
        Attributes.integers("pads", twice(repeated(padding, spatial))),
        Attributes.integers("dilations", repeated(operation.integers(6), spatial)),
        Attributes.integer("group", operation.integer(7)));
  }

  /** One number may stand for all spatial axes. */
  public static long[] repeated(long[] values, int count) {
    return values.length == 1
        ? LongStream.generate(() -> values[0]).limit(count).toArray()
        : values;
  }

  /** Padding at the begin of each axis and the same at its end. */
  public static long[] twice(long[] padding) {
    return LongStream.concat(LongStream.of(padding), LongStream.of(padding)).toArray();
  }

  private static String embedding(Operation operation, OnnxGraph graph) {
    String indices = operation.tensor(1, DataType.INT64, graph);
    return graph.node(
        "Gather", List.of(operation.tensor(2), indices), Attributes.integer("axis", 0));
  }

  private static String matMul(Operation operation, OnnxGraph graph) {
    DataType type = operation.result().type();
    return graph.node(
        "MatMul", List.of(operation.tensor(0, type, graph), operation.tensor(1, type, graph)));
  }
}
