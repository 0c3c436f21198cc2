package dev.counterpoint.app.reproduce;

import dev.counterpoint.datasets.CounterpointException;

/** A training of an experiment ended with an error of its own. */
public final class JobFailedException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Creates the error.
   *
   * @param exitCode of the training's process
   */
  public JobFailedException(String problem, String remedy, int exitCode) {
    super(problem, remedy);
    this.exitCode = exitCode;
  }

  /** The exit code of the training's process. */
  public int exitCode() {
    return exitCode;
  }
}
