package dev.counterpoint.app.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.learner.Learner;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the numbers that a learner says of itself, and its data of the learner; at metrics lines,
 * where the host waits anyway.
 */
final class LearnerScalars {

  private LearnerScalars() {}

  static Map<String, Double> read(Learner learner, BatchSource source) {
    Map<String, Double> values = new LinkedHashMap<>();
    try (NDManager scratch = learner.network().manager().newSubManager()) {
      Map<String, NDArray> all = new LinkedHashMap<>(learner.scalars(scratch));
      all.putAll(source.traces(learner.network(), scratch));
      all.forEach((name, value) -> values.put(name, (double) value.toFloatArray()[0]));
    }
    return values;
  }
}
