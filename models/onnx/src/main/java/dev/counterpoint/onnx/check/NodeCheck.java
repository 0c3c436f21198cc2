package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Findings.quote;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The rules of one node: a known operator, defined inputs, new outputs, sound attributes. */
final class NodeCheck {

  private final Operators operators;
  private final Set<String> attributes;
  private final GraphCheck graphs;
  private final ShapeCheck shapes;
  private final SizeArguments sizes;
  private final Findings findings;

  NodeCheck(
      Operators operators,
      Set<String> attributes,
      GraphCheck graphs,
      ShapeCheck shapes,
      OnnxLimits limits,
      Findings findings) {
    this.operators = operators;
    this.attributes = attributes;
    this.graphs = graphs;
    this.shapes = shapes;
    this.sizes = new SizeArguments(limits, findings);
    this.findings = findings;
  }

  void check(NodeProto node, int index, Scope scope, String graph, int depth) {
    Object where = new NodePlace(graph, node, index);
    operators.check(node, where, findings);
    for (String input : node.getInputList()) {
      if (!input.isEmpty() && !scope.knows(input)) {
        String problem =
            scope.expects(input)
                ? "input %s before it is made: the nodes are in a cycle or out of order"
                : "input %s, which nothing makes";
        findings.report(where, problem.formatted(quote(input)), "names defined before");
      }
    }
    Set<String> names = node.getAttributeCount() == 0 ? Set.of() : new HashSet<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      Object what = new AttributePlace(where, attribute);
      if (attribute.getName().isEmpty() || !names.add(attribute.getName())) {
        findings.report(what, "no name, or one given twice", "one attribute of a name");
      }
      attribute(attribute, scope, what, depth);
    }
    sizes.check(node, scope, where);
    outputs(node, scope, where);
  }

  private void outputs(NodeProto node, Scope scope, Object where) {
    boolean any = false;
    for (String output : node.getOutputList()) {
      if (!output.isEmpty()) { // an output that is not wanted has no name
        graphs.define(scope, output, where);
        any = true;
      }
    }
    if (!any) {
      findings.report(where, "no outputs", "at least one");
    }
  }

  /** Checks an attribute and everything inside it. */
  void attribute(AttributeProto attribute, Scope scope, Object where, int depth) {
    Map<AttributeType, Integer> values = values(attribute);
    AttributeType type = attribute.getType();
    if (type == AttributeType.UNDEFINED) {
      findings.report(where, "no type", "one of ONNX's attribute types");
      return;
    }
    boolean refers = attribute.hasRefAttrName();
    for (Map.Entry<AttributeType, Integer> value : values.entrySet()) {
      if (value.getValue() > 0 && (refers || value.getKey() != type)) {
        String expected = refers ? "no value where it refers to another" : type + " only";
        findings.report(where, "a value of type " + value.getKey(), expected);
        return;
      }
    }
    if (refers) {
      if (type == AttributeType.GRAPH || type == AttributeType.GRAPHS) {
        // Copied to each reference: a small file could stand for endless nodes.
        findings.report(where, "a graph that is an argument of a function", "numbers and tensors");
      }
      if (!attributes.contains(attribute.getRefAttrName())) {
        findings.report(
            where,
            "a reference to %s".formatted(quote(attribute.getRefAttrName())),
            "the attributes of the function around it");
      }
      return;
    }
    contents(attribute, values.get(type), scope, where, depth);
  }

  private void contents(AttributeProto attribute, int count, Scope scope, Object where, int depth) {
    switch (attribute.getType()) {
      case TENSOR, GRAPH, SPARSE_TENSOR, TYPE_PROTO -> {
        if (count == 0) {
          findings.report(where, "no value", "a value of type " + attribute.getType());
          return;
        }
      }
      default -> {
        // Numbers and lists that are not there are 0 and empty.
      }
    }
    switch (attribute.getType()) {
      case TENSOR -> shapes.tensor(attribute.getT(), where);
      case TENSORS -> attribute.getTensorsList().forEach(t -> shapes.tensor(t, where));
      case SPARSE_TENSOR -> shapes.sparse(attribute.getSparseTensor(), where);
      case SPARSE_TENSORS -> attribute.getSparseTensorsList().forEach(t -> shapes.sparse(t, where));
      case TYPE_PROTO -> shapes.type(attribute.getTp(), true, where);
      case TYPE_PROTOS -> attribute.getTypeProtosList().forEach(t -> shapes.type(t, true, where));
      case GRAPH -> graphs.inner(attribute.getG(), scope, depth + 1);
      case GRAPHS -> attribute.getGraphsList().forEach(g -> graphs.inner(g, scope, depth + 1));
      default -> {
        // Numbers and strings have nothing inside.
      }
    }
  }

  private static Map<AttributeType, Integer> values(AttributeProto attribute) {
    Map<AttributeType, Integer> values = new EnumMap<>(AttributeType.class);
    values.put(AttributeType.FLOAT, attribute.hasF() ? 1 : 0);
    values.put(AttributeType.INT, attribute.hasI() ? 1 : 0);
    values.put(AttributeType.STRING, attribute.hasS() ? 1 : 0);
    values.put(AttributeType.TENSOR, attribute.hasT() ? 1 : 0);
    values.put(AttributeType.GRAPH, attribute.hasG() ? 1 : 0);
    values.put(AttributeType.SPARSE_TENSOR, attribute.hasSparseTensor() ? 1 : 0);
    values.put(AttributeType.TYPE_PROTO, attribute.hasTp() ? 1 : 0);
    values.put(AttributeType.FLOATS, attribute.getFloatsCount());
    values.put(AttributeType.INTS, attribute.getIntsCount());
    values.put(AttributeType.STRINGS, attribute.getStringsCount());
    values.put(AttributeType.TENSORS, attribute.getTensorsCount());
    values.put(AttributeType.GRAPHS, attribute.getGraphsCount());
    values.put(AttributeType.SPARSE_TENSORS, attribute.getSparseTensorsCount());
    values.put(AttributeType.TYPE_PROTOS, attribute.getTypeProtosCount());
    return values;
  }

  // Places are put into words only where something is wrong, which spares most of the garbage.
  private record NodePlace(String graph, NodeProto node, int index) {

    @Override
    public String toString() {
      return "%s, node %s (%s), number %d"
          .formatted(graph, quote(node.getName()), quote(node.getOpType()), index);
    }
  }

  private record AttributePlace(Object node, AttributeProto attribute) {

    @Override
    public String toString() {
      return "%s, attribute %s".formatted(node, quote(attribute.getName()));
    }
  }
}
