package dev.counterpoint.app.training;

import dev.counterpoint.datasets.CounterpointException;

/** Training stopped because the loss, or a parameter, is no longer a finite number. */
public final class DivergenceException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public DivergenceException(String problem, String remedy) {
    super(problem, remedy);
  }
}
