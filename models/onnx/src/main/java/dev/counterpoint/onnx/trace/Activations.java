package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arrays of a trace that depend on an input. Only the run itself needs their memory, so each is
 * freed after its last use, as far as an earlier trace of the same block tells when that is.
 */
final class Activations {

  private final Map<Integer, NDArray> held = new HashMap<>();
  private final Map<Integer, Integer> lastUses = new HashMap<>();
  private final Map<Integer, List<Integer>> ending = new HashMap<>();
  private final Set<Integer> freed = new HashSet<>();
  private final Set<NDArray> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<NDArray> shared = Collections.newSetFromMap(new IdentityHashMap<>());
  private int operation;

  /**
   * Starts with no arrays.
   *
   * @param earlier {@link #lastUses()} of an earlier trace; empty if there is none
   */
  Activations(Map<Integer, Integer> earlier) {
    earlier.forEach(
        (value, last) -> ending.computeIfAbsent(last, key -> new ArrayList<>()).add(value));
  }

  /** An array that lives as long as the recording. */
  void spare(NDArray array) {
    known.add(array);
  }

  /** Takes over an array under the number of its value. */
  void hold(int value, NDArray array) {
    // The engine may answer with an array that it was given.
    if (!known.add(array)) {
      shared.add(array);
    }
    held.put(value, array);
    lastUses.put(value, operation);
  }

  /**
   * A value is read or asked about.
   *
   * @throws FreedEarlyException if this trace goes another way than the earlier one
   */
  void use(int value) {
    if (freed.contains(value)) {
      throw new FreedEarlyException(value);
    }
    lastUses.computeIfPresent(value, (key, last) -> operation);
  }

  /** An operation is recorded. */
  void endOperation() {
    for (int value : ending.getOrDefault(operation, List.of())) {
      free(value);
    }
    operation++;
  }

  private void free(int value) {
    NDArray array = held.remove(value);
    if (array != null && !shared.contains(array)) {
      array.close();
      freed.add(value);
    }
  }

  /** Frees what is left. */
  void freeAll() {
    List.copyOf(held.keySet()).forEach(this::free);
  }

  /** For each value, the number of operations that were recorded before its last use. */
  Map<Integer, Integer> lastUses() {
    return Map.copyOf(lastUses);
  }
}
