package dev.counterpoint.app.experiment.file;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** A {@code results.json} is not in the form that an experiment writes. */
public final class ResultsFileException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the file and the field.
   *
   * @param file the file
   * @param found where in it, what was expected and what was found
   */
  public ResultsFileException(Path file, String found, Throwable cause) {
    super(
        file + ": " + found,
        "Every experiment writes this file at its end; run the experiment again to get a new one.",
        cause);
  }
}
