package dev.counterpoint.app.worker;

import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingProgress;
import java.nio.file.Path;

/** Told how a training goes: the console of a person, or the process that started this one. */
public interface Reporter extends TrainingProgress, AutoCloseable {

  /**
   * The work begins.
   *
   * @param recipe as YAML
   * @param data what is trained on, and where it came from
   */
  void begin(String recipe, String data, Path directory, long seed);

  /** Something is not as it should be, and the work goes on. */
  void warn(String text);

  /** Training is done, measuring begins. */
  void evaluating();

  /**
   * The model is measured.
   *
   * @param summary for people
   * @param file where all of it stands
   */
  void evaluated(String summary, Path file);

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
