package dev.counterpoint.app.training;

import java.util.Map;

/**
 * Told of every metrics line when it is written. The numbers are on the host already; a listener
 * must not read from the device.
 */
public interface MetricsListener {

  /** Hears nothing. */
  MetricsListener NONE =
      new MetricsListener() {
        @Override
        public void startAt(long step) {}

        @Override
        public void line(long step, long epoch, Map<String, Double> values) {}
      };

  /**
   * A training starts or continues.
   *
   * @param step steps that are done; lines of later steps that were told before are void
   */
  void startAt(long step);

  /**
   * A line is written.
   *
   * @param step steps that are done
   * @param epoch counted from 0
   * @param values by name, in the order of the line: {@code loss} (nats), {@code learningRate},
   *     {@code samplesPerSecond}
   */
  void line(long step, long epoch, Map<String, Double> values);
}
