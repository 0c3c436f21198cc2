package dev.counterpoint.app.bench;

import dev.counterpoint.datasets.CounterpointException;

/** A process that was to be measured failed. */
public final class BenchException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public BenchException(String problem, String remedy) {
    super(problem, remedy);
  }
}
