package dev.counterpoint.app.run;

import dev.counterpoint.datasets.CounterpointException;

/** A run directory that exists already, is not there, cannot be written or is in use. */
public final class RunDirectoryException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public RunDirectoryException(String problem, String remedy) {
    super(problem, remedy);
  }
}
