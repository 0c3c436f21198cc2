package dev.counterpoint.app.worker;

import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.digits.FoundDigits;
import java.nio.file.Path;

/** Told how a training goes: the console of a person, or the process that started this one. */
public interface Reporter extends TrainingProgress, AutoCloseable {

  /** The work begins. */
  void begin(String recipe, FoundDigits digits, Path directory, long seed);

  /** Something is not as it should be, and the work goes on. */
  void warn(String text);

  /** Training is done, measuring begins. */
  void evaluating();

  /** The model is measured. */
  void evaluated(RunEvaluation evaluation, Path directory);

  /** The work was stopped and is saved. */
  void stopped(Path directory);

  @Override
  void close();

  /**
   * A reporter to the process that started this one: a JSON line per event on the standard output.
   * When that process dies, the standard input ends, and the work is asked to stop.
   */
  static Reporter forParent(Interrupt interrupt) {
    return new ParentReporter(interrupt);
  }
}
