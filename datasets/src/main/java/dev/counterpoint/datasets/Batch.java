package dev.counterpoint.datasets;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * N examples on the device, modality by modality. The arrays belong to the manager of the step and
 * die with it.
 *
 * @param size N
 * @param modalities array of each modality by name, the batch axis first
 * @param labels {@code (N)} int64 classes, or null where there are none
 */
public record Batch(int size, Map<String, NDArray> modalities, NDArray labels) {

  /** Copies the map, not the arrays. */
  public Batch {
    modalities = Map.copyOf(modalities);
  }

  /**
   * The array of one modality.
   *
   * @throws IllegalArgumentException if the batch does not carry it; the text names those it has
   */
  public NDArray get(String modality) {
    NDArray array = modalities.get(modality);
    if (array == null) {
      throw new IllegalArgumentException(
          "this batch has no modality '" + modality + "', only " + modalities.keySet());
    }
    return array;
  }
}
