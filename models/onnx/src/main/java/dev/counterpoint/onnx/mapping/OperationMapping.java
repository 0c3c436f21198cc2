package dev.counterpoint.onnx.mapping;

import dev.counterpoint.onnx.graph.OnnxGraph;
import java.util.List;

/** Writes one operation of DJL as ONNX nodes. */
@FunctionalInterface
public interface OperationMapping {

  /**
   * Adds the nodes of an operation.
   *
   * @param operation what to write; {@link Operation#refuse} makes the error for a form of it that
   *     cannot be written exactly
   * @param graph where to
   * @return the tensors of the results, one each
   */
  List<String> map(Operation operation, OnnxGraph graph);

  /** A mapping with a single result. */
  @FunctionalInterface
  interface Single {
    /** Adds the nodes of an operation and returns the tensor of its only result. */
    String map(Operation operation, OnnxGraph graph);
  }

  /** Makes a mapping of one with a single result. */
  static OperationMapping single(Single mapping) {
    return (operation, graph) -> List.of(mapping.map(operation, graph));
  }
}
