package dev.counterpoint.app.training;

/** Told after each step how far a training is; must return quickly. */
@FunctionalInterface
public interface TrainingProgress {

  /** Says nothing to anybody. */
  TrainingProgress SILENT = (done, total, loss) -> {};

  /**
   * A step is done.
   *
   * @param done steps so far
   * @param total steps in all
   * @param loss mean loss of the last metrics line, NaN before the first
   */
  void step(long done, long total, double loss);
}
