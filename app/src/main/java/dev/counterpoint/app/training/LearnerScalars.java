package dev.counterpoint.app.training;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.learner.Learner;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the numbers that a learner says of itself; at metrics lines, where the host waits anyway.
 */
final class LearnerScalars {

  private LearnerScalars() {}

  static Map<String, Double> read(Learner learner) {
    Map<String, Double> values = new LinkedHashMap<>();
    try (NDManager scratch = learner.network().manager().newSubManager()) {
      learner
          .scalars(scratch)
          .forEach((name, value) -> values.put(name, (double) value.toFloatArray()[0]));
    }
    return values;
  }
}
