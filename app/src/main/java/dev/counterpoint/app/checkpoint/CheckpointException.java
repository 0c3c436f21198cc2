package dev.counterpoint.app.checkpoint;

import dev.counterpoint.datasets.CounterpointException;

/** A checkpoint that cannot be written, read or used. */
public final class CheckpointException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public CheckpointException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }
}
