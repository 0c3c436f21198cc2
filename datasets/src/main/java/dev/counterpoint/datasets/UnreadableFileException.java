package dev.counterpoint.datasets;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A file that the system does not let us read: missing, without permission, a failing disk. */
public final class UnreadableFileException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param file the file, as the person would write it
   * @param cause what the system said
   */
  public UnreadableFileException(String file, IOException cause) {
    super(
        "%s cannot be read: %s".formatted(file, reason(cause)),
        "Check that the file exists, that it may be read, and that the disk is well.",
        cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
