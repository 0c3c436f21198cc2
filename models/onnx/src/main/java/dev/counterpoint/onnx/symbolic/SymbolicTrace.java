package dev.counterpoint.onnx.symbolic;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a block does, for every size of the dynamic axes.
 *
 * @param operations in the order of execution
 * @param leaves inputs, parameters and constants by the number of their value
 * @param folded results that are the same for every input and size, by the number of their value
 * @param outputs the block's outputs
 */
public record SymbolicTrace(
    List<SymbolicOperation> operations,
    Map<Integer, SymbolicLeaf> leaves,
    Map<Integer, NDArray> folded,
    List<SymbolicValue> outputs) {

  /** The operations that an output depends on, in order, where folded results need none. */
  public List<SymbolicOperation> needed() {
    Set<Integer> needed = new HashSet<>();
    outputs.forEach(output -> needed.add(output.id()));
    List<SymbolicOperation> reversed = new ArrayList<>();
    for (int i = operations.size() - 1; i >= 0; i--) {
      SymbolicOperation operation = operations.get(i);
      boolean isNeeded =
          operation.results().stream()
              .anyMatch(r -> needed.contains(r.id()) && !folded.containsKey(r.id()));
      if (isNeeded) {
        reversed.add(operation);
        operation.arrays().forEach(array -> needed.add(array.id()));
      }
    }
    Collections.reverse(reversed);
    return reversed;
  }
}
