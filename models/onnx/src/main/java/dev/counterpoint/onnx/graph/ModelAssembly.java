package dev.counterpoint.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.counterpoint.onnx.error.ModelTooLargeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the protobuf message of a graph: outputs get their names, dead nodes and constants go. */
public final class ModelAssembly {

  private final OnnxGraph graph;
  private final long largestModel;

  /** Prepares the message of a graph. */
  public ModelAssembly(OnnxGraph graph) {
    // The rest of the message needs room, too.
    this(graph, Integer.MAX_VALUE - (1L << 20));
  }

  ModelAssembly(OnnxGraph graph, long largestModel) {
    this.graph = graph;
    this.largestModel = largestModel;
  }

  /**
   * Makes the message.
   *
   * @param name of the graph
   * @param inputs the graph's inputs
   * @param outputs the graph's outputs
   * @param tensors the tensor behind each output
   * @return the model; initializers share the memory of the arrays they were made of
   * @throws ModelTooLargeException if the weights are larger than a protobuf file can be
   */
  public ModelProto assemble(
      String name, List<Port> inputs, List<Port> outputs, List<String> tensors) {
    List<NodeProto> nodes = nameOutputs(outputs, tensors);
    Set<String> used = new HashSet<>();
    outputs.forEach(output -> used.add(output.name()));
    List<NodeProto> living = living(nodes, used);
    GraphProto.Builder proto = GraphProto.newBuilder().setName(name).addAllNode(living);
    inputs.forEach(input -> proto.addInput(input.toProto()));
    outputs.forEach(output -> proto.addOutput(output.toProto()));
    long bytes = 0;
    for (Initializer initializer : graph.initializers().values()) {
      if (used.contains(initializer.name())) {
        bytes += initializer.data().size();
        if (bytes > largestModel) {
          throw new ModelTooLargeException(
              "The weights are larger than %,d bytes, and an ONNX file ends at 2 GB. Export parts of the"
                      .formatted(largestModel)
                  + " network as models of their own.");
        }
        proto.addInitializer(initializer.toProto());
      }
    }
    return ModelProto.newBuilder()
        .setIrVersion(graph.opset() < 15 ? 7 : 8)
        .setProducerName("counterpoint-onnx")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(graph.opset()))
        .setGraph(proto)
        .build();
  }

  private List<NodeProto> nameOutputs(List<Port> outputs, List<String> tensors) {
    Set<String> made = new HashSet<>();
    graph.nodes().forEach(node -> made.addAll(node.getOutputList()));
    Map<String, String> renamed = new HashMap<>();
    List<NodeProto> copies = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      String tensor = tensors.get(i);
      String output = outputs.get(i).name();
      if (made.contains(tensor) && !renamed.containsKey(tensor)) {
        renamed.put(tensor, output);
      } else {
        // An input or constant that is handed through, or the same tensor under a second name.
        copies.add(
            NodeProto.newBuilder()
                .setOpType("Identity")
                .setName("Identity_" + output)
                .addInput(renamed.getOrDefault(tensor, tensor))
                .addOutput(output)
                .build());
      }
    }
    List<NodeProto> nodes = new ArrayList<>();
    for (NodeProto node : graph.nodes()) {
      NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput();
      node.getInputList().forEach(input -> copy.addInput(renamed.getOrDefault(input, input)));
      node.getOutputList().forEach(output -> copy.addOutput(renamed.getOrDefault(output, output)));
      nodes.add(copy.build());
    }
    nodes.addAll(copies);
    return nodes;
  }

  private static List<NodeProto> living(List<NodeProto> nodes, Set<String> used) {
    List<NodeProto> living = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(used::contains)) {
        used.addAll(node.getInputList());
        living.add(node);
      }
    }
    Collections.reverse(living);
    return living;
  }
}
