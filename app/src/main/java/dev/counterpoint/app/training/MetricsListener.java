package dev.counterpoint.app.training;

import dev.counterpoint.datasets.picture.file.Picture;
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
   *     {@code samplesPerSecond}, and what {@link MetricsLog} says of the training besides
   */
  void line(long step, long epoch, Map<String, Double> values);

  /**
   * There is a picture to look at; between {@link #startAt} and the end of the training.
   *
   * @param step steps that are done
   * @param tag its name
   */
  default void picture(long step, String tag, Picture picture) {}

  /**
   * There are values to look at the spread of; between {@link #startAt} and the end of the
   * training.
   *
   * @param step steps that are done
   * @param tag their name
   * @param values one or more, on the host
   */
  default void histogram(long step, String tag, float[] values) {}
}
