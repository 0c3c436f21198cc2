package dev.counterpoint.datasets.safetensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a safetensors file holds: named tensors in their order, and texts about them. */
public final class SafetensorsFile {

  private final Map<String, String> metadata;
  private final Map<String, TensorEntry> entries = new LinkedHashMap<>();

  /**
   * Puts a file together.
   *
   * @param metadata texts by name, in their order; copied
   * @param entries tensors in their order; copied
   * @throws SafetensorsException if two tensors have the same name
   */
  public SafetensorsFile(Map<String, String> metadata, List<TensorEntry> entries) {
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    for (TensorEntry entry : entries) {
      if (this.entries.put(entry.name(), entry) != null) {
        throw new SafetensorsException("two tensors are called \"%s\"".formatted(entry.name()));
      }
    }
  }

  /** The texts by name, in their order. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors in their order. */
  public List<TensorEntry> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * The tensor of this name.
   *
   * @throws SafetensorsException if there is none
   */
  public TensorEntry get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new SafetensorsException(
                    "there is no tensor \"%s\"; there are %d: %s"
                        .formatted(
                            name,
                            entries.size(),
                            String.join(", ", entries.keySet().stream().limit(10).toList())
                                + (entries.size() > 10 ? ", ..." : ""))));
  }

  /** The tensor of this name, if there is one. */
  public Optional<TensorEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
