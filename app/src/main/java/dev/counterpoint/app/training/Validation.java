package dev.counterpoint.app.training;

import java.util.List;

/** Measures a learner while it trains, on examples that it does not train on. */
public interface Validation {

  /** Names of the measures, the same at every call; the first is what steps are chosen by. */
  List<String> names();

  /**
   * Measures the learner as it stands, without a graph; the host waits for the device.
   *
   * @return one value for each of {@link #names}; of the first, larger is better
   */
  float[] measure();
}
