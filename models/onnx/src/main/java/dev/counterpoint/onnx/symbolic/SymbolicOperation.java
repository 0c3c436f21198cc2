package dev.counterpoint.onnx.symbolic;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation of the forward pass, for every size of the dynamic axes.
 *
 * @param name DJL's name of it
 * @param arguments receiver first: {@link SymbolicValue}, {@link Extent}, list, {@code Scalar},
 *     {@link Double}, {@link Boolean}, enum, {@code IndexElement} or null
 * @param results what it makes
 * @param path of the block in which it happens
 */
public record SymbolicOperation(
    String name, List<Object> arguments, List<SymbolicValue> results, String path) {

  /** All arrays among the arguments, also those inside lists and indices. */
  public List<SymbolicValue> arrays() {
    List<SymbolicValue> arrays = new ArrayList<>();
    Parts.visit(
        arguments,
        part -> {
          if (part instanceof SymbolicValue value) {
            arrays.add(value);
          }
        });
    return arrays;
  }

  /** True if no number among the arguments and no size of a result follows an axis. */
  boolean isTheSameForEverySize() {
    List<Boolean> differ = new ArrayList<>();
    Parts.visit(
        List.of(arguments, results),
        part -> {
          if (part instanceof Extent extent && !extent.isConstant()) {
            differ.add(true);
          }
        });
    return differ.isEmpty();
  }
}
