package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Findings.quote;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operators that nodes may use: standard ones of the imported version, functions of the model,
 * and custom domains that the caller lets pass.
 */
final class Operators {

  /** The last version of the standard operators that is known here, that of ONNX 1.17. */
  static final int NEWEST = 22;

  private static final Map<String, Integer> SINCE = listed(false);
  private static final Map<String, Integer> GONE = listed(true);

  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, FunctionProto> functions;
  private final OnnxLimits limits;

  /**
   * Reads the imports.
   *
   * @param imports operator sets of the model or of a function
   * @param functions the model's functions by their key
   * @param functionDomains their domains
   * @param where the model or the function
   */
  Operators(
      List<OperatorSetIdProto> imports,
      Map<String, FunctionProto> functions,
      Set<String> functionDomains,
      String where,
      OnnxLimits limits,
      Findings findings) {
    this.functions = functions;
    this.limits = limits;
    for (OperatorSetIdProto set : imports) {
      String domain = domain(set.getDomain());
      boolean standard = domain.isEmpty();
      if (versions.putIfAbsent(domain, set.getVersion()) != null) {
        findings.report(where, "two imports of domain " + quote(domain), "one");
      }
      if (!standard
          && !limits.customDomains().contains(domain)
          && !functionDomains.contains(domain)) {
        findings.exceeds(
            where,
            "operators of domain " + quote(domain),
            "ONNX's own and " + limits.customDomains(),
            "customDomains");
      }
      long oldest = standard ? limits.oldestOpset() : 1;
      long newest = standard ? limits.newestOpset() : Integer.MAX_VALUE;
      if (set.getVersion() < oldest || set.getVersion() > newest) {
        findings.report(
            where,
            "version %d of operator set %s".formatted(set.getVersion(), quote(set.getDomain())),
            "%d to %d".formatted(oldest, newest),
            "Export the model with an operator set in this range.");
      }
    }
    if (imports.isEmpty()) {
      findings.report(where, "no imports of operator sets", "at least one");
    }
  }

  /** Reports a node whose operator may not be used. */
  void check(NodeProto node, String where, Findings findings) {
    String domain = domain(node.getDomain());
    Long version = versions.get(domain);
    if (version == null) {
      findings.report(
          where,
          "operator domain %s without an import".formatted(quote(domain)),
          "imported domains");
      return;
    }
    FunctionProto function = functions.get(key(node));
    if (function != null) {
      call(node, function, where, findings);
      return;
    }
    if (limits.customDomains().contains(domain)) {
      return;
    }
    if (!domain.isEmpty()) {
      findings.exceeds(
          where,
          "an operator of domain %s".formatted(quote(domain)),
          "ONNX's own, functions of the model, and " + limits.customDomains(),
          "customDomains");
      return;
    }
    String name = node.getOpType();
    if (SINCE.getOrDefault(name, Integer.MAX_VALUE) > version
        || GONE.getOrDefault(name, Integer.MAX_VALUE) <= version) {
      findings.report(
          where,
          "an operator that version %d does not have".formatted(version),
          "the standard operators of that version");
    }
  }

  // ONNX Runtime 1.21 ends the process over a call with more than its function has.
  private static void call(
      NodeProto node, FunctionProto function, String where, Findings findings) {
    if (node.getInputCount() > function.getInputCount()
        || node.getOutputCount() > function.getOutputCount()) {
      findings.report(
          where,
          "a call with %d inputs and %d outputs"
              .formatted(node.getInputCount(), node.getOutputCount()),
          "the %d inputs and %d outputs of the function"
              .formatted(function.getInputCount(), function.getOutputCount()));
    }
  }

  /** The standard operators, with the version that each came with. */
  static Map<String, Integer> standard() {
    return SINCE;
  }

  private static Map<String, Integer> listed(boolean gone) {
    Map<String, Integer> versions = new HashMap<>();
    for (String line : list().split("\n")) {
      String[] words = line.strip().split(" ");
      for (int i = 1; i < words.length && !words[0].equals("#"); i++) {
        if (words[i].startsWith("-") == gone) {
          versions.put(words[i].substring(gone ? 1 : 0), Integer.valueOf(words[0]));
        }
      }
    }
    return Map.copyOf(versions);
  }

  private static String list() {
    try (InputStream in = Operators.class.getResourceAsStream("standard-operators.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("standard-operators.txt cannot be read from the jar", e);
    }
  }

  /** ONNX's own domain has two names. */
  static String domain(String name) {
    return name.equals("ai.onnx") ? "" : name;
  }

  /** What tells a function from others. */
  static String key(FunctionProto function) {
    return key(function.getDomain(), function.getName(), function.getOverload());
  }

  /** The function that a node calls, if it calls one. */
  static String key(NodeProto node) {
    return key(node.getDomain(), node.getOpType(), node.getOverload());
  }

  private static String key(String domain, String name, String overload) {
    return domain(domain).length() + ":" + domain(domain) + name.length() + ":" + name + overload;
  }
}
