package dev.counterpoint.app.training;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When a training saves. Where the recipe names a number of steps, after each so many. Otherwise at
 * the ends of epochs, but not sooner than {@link #SECONDS} after it has saved before: with little
 * data an epoch takes seconds, and a file of a hundred megabytes, hashed and forced to the disk,
 * after each of them would take a tenth of the training. The first epoch is saved in any case.
 * Nothing but what a killed run has to do again depends on the time.
 */
final class CheckpointPace {

  /** Least time between checkpoints, unless the recipe says how many steps. */
  static final int SECONDS = 30;

  private final int steps;
  private final boolean timed;
  private final LongSupplier nanos;
  private boolean saved;
  private long savedAt;

  /**
   * A pace that has saved nothing.
   *
   * @param every steps between checkpoints; 0 is by epochs and time
   * @param stepsPerEpoch at least 1
   * @param nanos a clock
   */
  CheckpointPace(int every, int stepsPerEpoch, LongSupplier nanos) {
    this.steps = every == 0 ? stepsPerEpoch : every;
    this.timed = every == 0;
    this.nanos = nanos;
  }

  /** Whether to save now that so many steps are done. */
  boolean isDue(long step) {
    if (step % steps != 0) {
      return false;
    }
    return !timed || !saved || nanos.getAsLong() - savedAt >= TimeUnit.SECONDS.toNanos(SECONDS);
  }

  /** To be told when a checkpoint is written; what that takes does not count. */
  void saved() {
    saved = true;
    savedAt = nanos.getAsLong();
  }
}
