package dev.counterpoint.app.run;

import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.training.TrainingProgress;
import java.util.function.Consumer;

/** One training in one directory, of whatever kind: a function of recipe, seed and data. */
public interface Run extends AutoCloseable {

  /**
   * Trains from the newest checkpoint that is whole, or from the start.
   *
   * @param warning told of what is not as it should be
   * @param listener told of metrics lines; stays the caller's to close
   */
  TrainingLoop.Ending train(
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning,
      MetricsListener listener);

  /** The same with nobody told of metrics lines. */
  default TrainingLoop.Ending train(
      Interrupt interrupt, TrainingProgress progress, Consumer<String> warning) {
    return train(interrupt, progress, warning, MetricsListener.NONE);
  }

  @Override
  void close();
}
