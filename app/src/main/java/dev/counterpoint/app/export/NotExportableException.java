package dev.counterpoint.app.export;

import dev.counterpoint.datasets.CounterpointException;

/** A run that no bundle can be made of. */
public final class NotExportableException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public NotExportableException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }
}
