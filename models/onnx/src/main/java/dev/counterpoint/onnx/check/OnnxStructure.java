package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Findings.quote;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a model that we have written ourselves. */
public final class OnnxStructure {

  private OnnxStructure() {}

  /**
   * All breaches of ONNX's structural rules within the standard limits, and of what a clean export
   * has on top: every node and initializer serves an output, every node has a name of its own,
   * every imported domain is used.
   *
   * @return one line for each, with where, what was found and what is allowed; empty if all is well
   */
  public static List<String> problems(ModelProto model) {
    List<String> problems = new ArrayList<>();
    Findings findings =
        (where, found, allowed, remedy) ->
            problems.add("%s: found %s; allowed: %s".formatted(where, found, allowed));
    new ModelCheck(OnnxLimits.standard(), findings).check(model);
    Set<String> domains = new HashSet<>();
    graph(model.getGraph(), domains, findings);
    model.getFunctionsList().forEach(f -> domains(f.getNodeList(), domains));
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (!domains.contains(Operators.domain(set.getDomain()))) {
        findings.report("Model", "unused import " + quote(set.getDomain()), "used ones");
      }
    }
    return problems;
  }

  private static void graph(GraphProto graph, Set<String> domains, Findings findings) {
    String where = "Graph " + quote(graph.getName());
    if (graph.getName().isEmpty()) {
      findings.report(where, "no name", "a name");
    }
    domains(graph.getNodeList(), domains);
    Set<String> live = new HashSet<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      live.add(output.getName());
    }
    Set<String> names = new HashSet<>();
    List<String> dead = new ArrayList<>();
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      NodeProto node = graph.getNode(i);
      String what = "%s, node %s (%s)".formatted(where, quote(node.getName()), node.getOpType());
      if (node.getName().isEmpty() || !names.add(node.getName())) {
        findings.report(what, "no name, or one that is taken", "a name of its own");
      }
      if (node.getOutputList().stream().anyMatch(live::contains)) {
        uses(node, live);
      } else {
        dead.add(0, what);
      }
    }
    dead.forEach(node -> findings.report(node, "a dead node", "nodes that serve an output"));
    for (TensorProto tensor : graph.getInitializerList()) {
      if (!live.contains(tensor.getName())) {
        findings.report(
            "Initializer " + quote(tensor.getName()), "nothing that uses it", "used ones");
      }
    }
  }

  /** Adds what a node reads, itself and in the graphs inside it. */
  private static void uses(NodeProto node, Set<String> live) {
    live.addAll(node.getInputList());
    for (AttributeProto attribute : node.getAttributeList()) {
      uses(attribute.getG(), live);
      attribute.getGraphsList().forEach(inner -> uses(inner, live));
    }
  }

  // Names inside are never those outside, so that too many do no harm.
  private static void uses(GraphProto inner, Set<String> live) {
    inner.getNodeList().forEach(node -> uses(node, live));
    inner.getOutputList().forEach(output -> live.add(output.getName()));
  }

  private static void domains(List<NodeProto> nodes, Set<String> domains) {
    for (NodeProto node : nodes) {
      domains.add(Operators.domain(node.getDomain()));
      for (AttributeProto attribute : node.getAttributeList()) {
        domains(attribute.getG().getNodeList(), domains);
        attribute.getGraphsList().forEach(inner -> domains(inner.getNodeList(), domains));
      }
    }
  }
}
