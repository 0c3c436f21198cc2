package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Findings.quote;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The rules of a whole model: versions, imports, functions, and its graph. */
final class ModelCheck {

  private static final int OLDEST_IR = 3; // the first with imports of operator sets

  private final OnnxLimits limits;
  private final Findings findings;

  ModelCheck(OnnxLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  void check(ModelProto model) {
    long version = model.getIrVersion();
    if (version < OLDEST_IR || version > limits.newestIr()) {
      findings.report(
          "Model",
          model.hasIrVersion() ? "IR version %d".formatted(version) : "no IR version",
          "%d to %d".formatted(OLDEST_IR, limits.newestIr()),
          "Export the model in a version in this range.");
    }
    if (model.getTrainingInfoCount() > 0) {
      findings.report("Model", "training information", "inference only");
    }
    Map<String, FunctionProto> functions = functions(model);
    Set<String> domains = new HashSet<>();
    functions.values().forEach(function -> domains.add(Operators.domain(function.getDomain())));
    Operators operators =
        new Operators(model.getOpsetImportList(), functions, domains, "Model", limits, findings);
    for (FunctionProto function : functions.values()) {
      function(function, functions, domains);
    }
    if (!model.hasGraph()) {
      findings.report("Model", "no graph", "a graph");
      return;
    }
    new GraphCheck(operators, Set.of(), limits, findings).model(model.getGraph());
    new CallCheck(functions, limits, findings).check(model.getGraph());
  }

  private Map<String, FunctionProto> functions(ModelProto model) {
    Map<String, FunctionProto> functions = new LinkedHashMap<>();
    for (FunctionProto function : model.getFunctionsList()) {
      String where = "Function " + quote(function.getName());
      if (function.getName().isEmpty()) {
        findings.report(where, "no name", "a name");
      }
      if (Operators.domain(function.getDomain()).isEmpty()) {
        // It would stand in for a standard operator, or wait for one of that name to come.
        findings.report(where, "a function in ONNX's own domain", "a domain of the model");
      }
      if (functions.putIfAbsent(Operators.key(function), function) != null) {
        findings.report(where, "a second definition", "one");
      }
    }
    return functions;
  }

  private void function(
      FunctionProto function, Map<String, FunctionProto> functions, Set<String> domains) {
    String where = "Function " + quote(function.getName());
    Set<String> attributes = new HashSet<>();
    for (String attribute : function.getAttributeList()) {
      define(attributes, attribute, where);
    }
    for (AttributeProto attribute : function.getAttributeProtoList()) {
      define(attributes, attribute.getName(), where);
    }
    Operators operators =
        new Operators(function.getOpsetImportList(), functions, domains, where, limits, findings);
    GraphCheck graphs = new GraphCheck(operators, attributes, limits, findings);
    graphs.function(function);
  }

  private void define(Set<String> attributes, String name, String where) {
    if (name.isEmpty() || !attributes.add(name)) {
      findings.report(where, "attribute %s twice or without a name".formatted(quote(name)), "one");
    }
  }
}
