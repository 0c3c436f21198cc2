package dev.counterpoint.onnx.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names that are given once. */
final class Names {

  private final Set<String> taken;
  private final Map<String, Integer> next = new HashMap<>();

  Names(Collection<String> reserved) {
    taken = new HashSet<>(reserved);
  }

  String unique(String wish) {
    String name = wish;
    while (!taken.add(name)) {
      name = wish + "_" + next.merge(wish, 1, Integer::sum);
    }
    return name;
  }
}
