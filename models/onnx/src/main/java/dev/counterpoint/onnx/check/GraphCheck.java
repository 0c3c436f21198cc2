package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Findings.quote;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Set;

/**
 * The rules of one graph and of those inside it: each name is defined once, before it is used, and
 * what comes out has been made.
 */
final class GraphCheck {

  private final OnnxLimits limits;
  private final Findings findings;
  private final NodeCheck nodes;
  private final ShapeCheck shapes;

  /**
   * Prepares the check.
   *
   * @param operators which operators may be used where these graphs stand
   * @param attributes the attributes that nodes may refer to: those of a function; else none
   */
  GraphCheck(Operators operators, Set<String> attributes, OnnxLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
    this.shapes = new ShapeCheck(limits, findings);
    this.nodes = new NodeCheck(operators, attributes, this, shapes, limits, findings);
  }

  /** Checks the graph of a model. */
  void model(GraphProto graph) {
    graph(graph, null, true, 1);
  }

  /** Checks the body of a function. */
  void function(FunctionProto function) {
    String where = "Function " + quote(function.getName());
    Scope scope = new Scope(null);
    for (String input : function.getInputList()) {
      define(scope, input, where + ", input " + quote(input));
    }
    for (AttributeProto attribute : function.getAttributeProtoList()) {
      String what = where + ", attribute " + quote(attribute.getName());
      nodes.attribute(attribute, scope, what, 1);
    }
    for (ValueInfoProto value : function.getValueInfoList()) {
      shapes.value(value, false, where + ", value " + quote(value.getName()));
    }
    nodes(function.getNodeList(), scope, where, 1);
    for (String output : function.getOutputList()) {
      isMade(scope, output, where);
    }
  }

  /** Checks a graph inside a node. */
  void inner(GraphProto graph, Scope outer, int depth) {
    if (depth > limits.graphDepth()) {
      findings.exceeds(
          "Graph " + quote(graph.getName()),
          "graphs inside graphs, %d deep".formatted(depth),
          "at most %d".formatted(limits.graphDepth()),
          "graphDepth");
      return;
    }
    // A branch of If or a body of Loop often leaves the types to be inferred.
    graph(graph, outer, false, depth);
  }

  private void graph(GraphProto graph, Scope outer, boolean needsTypes, int depth) {
    String where = "Graph " + quote(graph.getName());
    Scope scope = new Scope(outer);
    for (ValueInfoProto input : graph.getInputList()) {
      String what = where + ", input " + quote(input.getName());
      define(scope, input.getName(), what);
      shapes.value(input, needsTypes, what);
    }
    initializers(graph, scope, where);
    for (ValueInfoProto value : graph.getValueInfoList()) {
      shapes.value(value, false, where + ", value " + quote(value.getName()));
    }
    nodes(graph.getNodeList(), scope, where, depth);
    if (graph.getOutputCount() == 0) {
      findings.report(where, "no outputs", "at least one");
    }
    Scope outputs = new Scope(null);
    for (ValueInfoProto output : graph.getOutputList()) {
      String what = where + ", output " + quote(output.getName());
      shapes.value(output, needsTypes, what);
      isMade(scope, output.getName(), where);
      define(outputs, output.getName(), what);
    }
  }

  private void initializers(GraphProto graph, Scope scope, String where) {
    Scope initialized = new Scope(null);
    for (TensorProto tensor : graph.getInitializerList()) {
      String what = "Initializer %s of %s".formatted(quote(tensor.getName()), lower(where));
      initializer(scope, initialized, tensor.getName(), what);
      shapes.tensor(tensor, what);
      scope.constant(tensor.getName(), tensor);
    }
    for (SparseTensorProto sparse : graph.getSparseInitializerList()) {
      String name = sparse.getValues().getName();
      String what = "Sparse initializer %s of %s".formatted(quote(name), lower(where));
      initializer(scope, initialized, name, what);
      shapes.sparse(sparse, what);
    }
  }

  // An initializer may share its name with an input of the same graph: it is then the default.
  private void initializer(Scope scope, Scope initialized, String name, String what) {
    if (!scope.owns(name)) {
      define(scope, name, what);
      initialized.define(name);
    } else if (!initialized.define(name)) {
      findings.report(what, "the name for the second time", "one initializer of a name");
    }
  }

  private void nodes(List<NodeProto> list, Scope scope, String where, int depth) {
    for (NodeProto node : list) {
      node.getOutputList().forEach(scope::expect);
    }
    for (int i = 0; i < list.size(); i++) {
      nodes.check(list.get(i), i, scope, where, depth);
    }
  }

  /** Defines a name, and reports it if it is empty or taken. */
  void define(Scope scope, String name, Object what) {
    if (name.isEmpty()) {
      findings.report(what, "an empty name", "a name");
    } else if (!scope.define(name)) {
      findings.report(
          what, "a second definition of " + quote(name), "one definition, also of names around it");
    }
  }

  private void isMade(Scope scope, String output, String where) {
    if (!scope.owns(output)) {
      findings.report(
          where, "output %s, which nothing makes".formatted(quote(output)), "names made in it");
    }
  }

  private static String lower(String where) {
    return Character.toLowerCase(where.charAt(0)) + where.substring(1);
  }
}
