package dev.counterpoint.onnx.check;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that a graph has defined so far, and those of the graphs around it. */
final class Scope {

  private final Scope outer;
  private final Set<String> names = new HashSet<>();
  private final Set<String> later = new HashSet<>();
  private final Map<String, TensorProto> constants = new HashMap<>();

  Scope(Scope outer) {
    this.outer = outer;
  }

  /** Adds a name; false if it stands for something already, here or around. */
  boolean define(String name) {
    return !knows(name) && names.add(name);
  }

  /** Whether a name is defined, here or around. */
  boolean knows(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this graph itself has defined a name. */
  boolean owns(String name) {
    return names.contains(name);
  }

  /** Says that some node of this graph, wherever it stands, makes this name. */
  void expect(String name) {
    later.add(name);
  }

  /** Whether a node makes this name, here or around, be it later than here. */
  boolean expects(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.later.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Notes that a name always stands for this tensor. */
  void constant(String name, TensorProto tensor) {
    constants.put(name, tensor);
  }

  /** The tensor that a name always stands for, or null. */
  TensorProto constant(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.constants.containsKey(name)) {
        return scope.constants.get(name);
      }
    }
    return null;
  }
}
