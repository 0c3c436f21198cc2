package dev.counterpoint.onnx.mapping;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.error.VaryingTraceException;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.recording.Leaf;
import dev.counterpoint.onnx.symbolic.SymbolicLeaf;
import dev.counterpoint.onnx.symbolic.SymbolicOperation;
import dev.counterpoint.onnx.symbolic.SymbolicTrace;
import dev.counterpoint.onnx.symbolic.SymbolicValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a whole trace into a graph, operation by operation. */
public final class GraphTranslation {

  private final SymbolicTrace trace;
  private final OnnxGraph graph;
  private final Map<String, OperationMapping> mappings;
  private final Map<Integer, String> tensors = new HashMap<>();
  private final Map<Integer, SymbolicOperation> makers = new HashMap<>();

  /** Prepares the translation. */
  public GraphTranslation(
      SymbolicTrace trace, OnnxGraph graph, Map<String, OperationMapping> mappings) {
    this.trace = trace;
    this.graph = graph;
    this.mappings = Map.copyOf(mappings);
  }

  /**
   * Adds the nodes that the outputs need.
   *
   * @return the tensor of each output
   */
  public List<String> translate() {
    for (SymbolicOperation operation : trace.operations()) {
      operation.results().forEach(result -> makers.put(result.id(), operation));
    }
    for (SymbolicOperation operation : trace.needed()) {
      Operation mapped = new Operation(operation, this::tensor, this::isZero);
      List<String> results = map(mapped);
      if (results.size() != operation.results().size()) {
        throw mapped.refuse(
            "its mapping gives %d results where the operation has %d"
                .formatted(results.size(), operation.results().size()));
      }
      for (int i = 0; i < results.size(); i++) {
        tensors.put(operation.results().get(i).id(), results.get(i));
      }
    }
    return trace.outputs().stream().map(this::tensor).toList();
  }

  private List<String> map(Operation operation) {
    try {
      return mappings.get(operation.name()).map(operation, graph);
    } catch (ArithmeticException e) {
      throw operation.refuse(e.getMessage());
    }
  }

  private String tensor(SymbolicValue value) {
    // Not computeIfAbsent: making a tensor may make others.
    String known = tensors.get(value.id());
    if (known == null) {
      known = make(value);
      tensors.put(value.id(), known);
    }
    return known;
  }

  private String make(SymbolicValue value) {
    NDArray folded = trace.folded().get(value.id());
    if (folded != null) {
      return graph.constant(folded);
    }
    SymbolicLeaf leaf = trace.leaves().get(value.id());
    if (leaf == null) {
      throw new IllegalStateException("value %d is used before it is made".formatted(value.id()));
    } else if (leaf.kind() == Leaf.Kind.INPUT) {
      return leaf.name();
    } else if (leaf.kind() == Leaf.Kind.PARAMETER) {
      return graph.parameter(leaf.name(), leaf.array());
    } else if (leaf.array() != null) {
      return graph.constant(leaf.array());
    } else if (leaf.number() != null && leaf.number().isExpressible()) {
      String size = graph.extent(leaf.number());
      String shaped = graph.node("Reshape", List.of(size, graph.integers(ones(value.rank()))));
      return graph.cast(shaped, DataType.INT64, value.type());
    }
    throw new VaryingTraceException(
        "The forward pass makes an array of shape %s whose contents are Java numbers that follow the size"
                .formatted(value.shape())
            + " of a dynamic axis. Compute it from arrays (zeros, ones, arange, cumSum), or make the axis"
            + " fixed.");
  }

  private static long[] ones(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return ones;
  }

  private boolean isZero(SymbolicValue value) {
    SymbolicOperation maker = makers.get(value.id());
    return maker != null && maker.name().equals("zeros");
  }
}
