package dev.counterpoint.app.file;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** A result could not be written to disk. */
public final class FileNotWrittenException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Names the file and what the system said. */
  public FileNotWrittenException(Path file, IOException cause) {
    super(
        file + ": cannot be written: " + cause,
        "Check that the folder exists, is writable and has space left, or choose another one.",
        cause);
  }
}
