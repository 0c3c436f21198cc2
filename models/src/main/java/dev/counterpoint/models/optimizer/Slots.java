package dev.counterpoint.models.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** One array per parameter, of its shape, at zero to begin with: what an optimizer remembers. */
final class Slots {

  private final String prefix;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  Slots(String prefix, Map<String, Parameter> parameters, NDManager manager) {
    this(prefix);
    parameters.forEach(
        (name, parameter) ->
            arrays.put(
                name,
                manager.zeros(
                    parameter.getArray().getShape(), parameter.getArray().getDataType())));
  }

  private Slots(String prefix) {
    this.prefix = prefix;
  }

  /** One float32 number per parameter instead. */
  static Slots ofNumbers(String prefix, Map<String, Parameter> parameters, NDManager manager) {
    Slots slots = new Slots(prefix);
    parameters.keySet().forEach(name -> slots.arrays.put(name, manager.create(0f)));
    return slots;
  }

  NDArray of(String parameter) {
    return arrays.get(parameter);
  }

  void set(String parameter, float number) {
    of(parameter).set(new float[] {number});
  }

  /** Numbers of a saved state, for the host. */
  static float[] read(NDArray saved) {
    return saved.toFloatArray();
  }

  void addTo(Map<String, NDArray> state) {
    arrays.forEach((name, array) -> state.put(prefix + "/" + name, array));
  }

  /** Stops where a name is missing or a shape differs, before anything has changed. */
  void require(Map<String, NDArray> state) {
    arrays.forEach(
        (name, array) -> {
          NDArray saved = state.get(prefix + "/" + name);
          if (saved == null || !saved.getShape().equals(array.getShape())) {
            throw new IllegalArgumentException(
                "optimizer state %s/%s: expected shape %s, found %s"
                    .formatted(
                        prefix,
                        name,
                        array.getShape(),
                        saved == null ? "nothing" : saved.getShape()));
          }
        });
  }

  /** Copies what {@link #addTo} gave; after {@link #require}. */
  void restoreFrom(Map<String, NDArray> state) {
    arrays.forEach((name, array) -> array.set(state.get(prefix + "/" + name).toByteBuffer()));
  }
}
