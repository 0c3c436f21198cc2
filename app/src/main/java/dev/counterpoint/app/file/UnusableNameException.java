package dev.counterpoint.app.file;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.InvalidPathException;

/** A name that no file of this system can have. */
public final class UnusableNameException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Names the name and what the system says. */
  public UnusableNameException(String name, InvalidPathException cause) {
    super(
        name + ": no name of a file: " + cause.getReason(),
        "If it has letters of other scripts, run with a UTF-8 locale, as LC_ALL=C.UTF-8.",
        cause);
  }
}
