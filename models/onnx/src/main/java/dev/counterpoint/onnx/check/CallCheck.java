package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Findings.quote;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How functions call one another: never themselves, not too deep, and not so often that a small
 * file stands for endless nodes. The runtime puts the body of a function in the place of each call.
 */
final class CallCheck {

  private static final Cost NOTHING = new Cost(0, 0);
  private static final Cost ONE_NODE = new Cost(1, 0);

  /** Stands for a function that is being counted: who meets it has come round in a circle. */
  private static final Cost OPEN = new Cost(1, 1);

  private final Map<String, FunctionProto> functions;
  private final OnnxLimits limits;
  private final Findings findings;
  private final Map<String, Cost> costs = new HashMap<>();
  private int open;

  CallCheck(Map<String, FunctionProto> functions, OnnxLimits limits, Findings findings) {
    this.functions = functions;
    this.limits = limits;
    this.findings = findings;
  }

  void check(GraphProto graph) {
    if (functions.isEmpty()) {
      return; // the nodes of the file itself have been counted before it was parsed
    }
    functions.keySet().forEach(key -> call(key));
    Cost cost = nodes(graph.getNodeList());
    if (cost.nodes > limits.nodes()) {
      findings.exceeds(
          "Graph " + quote(graph.getName()),
          "more than %d nodes, with those that functions stand for".formatted(limits.nodes()),
          "at most %d".formatted(limits.nodes()),
          "nodes");
    }
  }

  private Cost call(String key) {
    FunctionProto function = functions.get(key);
    if (function == null) {
      return ONE_NODE;
    }
    Cost known = costs.get(key);
    if (known != null) {
      if (known == OPEN) {
        findings.report(
            "Function " + quote(function.getName()), "a call of itself", "no recursion");
      }
      return known;
    }
    costs.put(key, OPEN);
    open++;
    Cost cost = open > limits.functionDepth() ? ONE_NODE : body(function);
    open--;
    costs.put(key, cost);
    if (cost.depth > limits.functionDepth() || open == limits.functionDepth()) {
      findings.exceeds(
          "Function " + quote(function.getName()),
          "functions that call functions, more than %d deep".formatted(limits.functionDepth()),
          "at most %d".formatted(limits.functionDepth()),
          "functionDepth");
    }
    return cost;
  }

  private Cost body(FunctionProto function) {
    Cost body = nodes(function.getNodeList());
    for (AttributeProto attribute : function.getAttributeProtoList()) {
      body = inside(attribute, body);
    }
    return new Cost(capped(1 + body.nodes), 1 + body.depth);
  }

  private Cost nodes(List<NodeProto> nodes) {
    Cost sum = NOTHING;
    for (NodeProto node : nodes) {
      sum = plus(sum, call(Operators.key(node)));
      for (AttributeProto attribute : node.getAttributeList()) {
        sum = inside(attribute, sum);
      }
    }
    return sum;
  }

  private Cost inside(AttributeProto attribute, Cost sum) {
    if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
      return sum;
    }
    Cost cost = plus(sum, nodes(attribute.getG().getNodeList()));
    for (GraphProto graph : attribute.getGraphsList()) {
      cost = plus(cost, nodes(graph.getNodeList()));
    }
    return cost;
  }

  private long capped(long count) {
    return Math.min(count, limits.nodes() + 1L);
  }

  private Cost plus(Cost a, Cost b) {
    return new Cost(capped(a.nodes + b.nodes), Math.max(a.depth, b.depth));
  }

  /**
   * What a call stands for.
   *
   * @param nodes nodes; counted to one more than the limit
   * @param depth functions inside functions
   */
  private record Cost(long nodes, int depth) {}
}
