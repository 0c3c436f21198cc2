package dev.counterpoint.app.experiment;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** A file that results are read from, or written into, cannot be read. */
public final class FileNotReadException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Names the file and what the system said. */
  public FileNotReadException(Path file, IOException cause) {
    super(file + ": cannot be read: " + cause, "Check that the path is right and readable.", cause);
  }
}
