package dev.counterpoint.app.file;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** A file of ours cannot be read: it is missing, without permission, or not what it should be. */
public final class FileNotReadException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Names the file and what the system said. */
  public FileNotReadException(Path file, IOException cause) {
    super(file + ": cannot be read: " + cause, "Check that the path is right and readable.", cause);
  }
}
