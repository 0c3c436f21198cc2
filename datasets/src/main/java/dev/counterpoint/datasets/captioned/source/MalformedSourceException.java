package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.CounterpointException;

/** A file of captions that is not what its format says: the whole file cannot be trusted. */
public final class MalformedSourceException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param where the file, and the line where it is known: see {@link #line}
   * @param problem expected and found
   * @param remedy what to do
   * @param cause what was caught, or null
   */
  public MalformedSourceException(String where, String problem, String remedy, Throwable cause) {
    super(where + ": " + problem, remedy, cause);
  }

  /** How a line of a file is named, in every message. */
  public static String line(String file, long line) {
    return "%s line %d".formatted(file, line);
  }
}
