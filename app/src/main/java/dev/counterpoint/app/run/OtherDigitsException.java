package dev.counterpoint.app.run;

import dev.counterpoint.datasets.CounterpointException;

/** The digits at hand are not those that a run was trained on. */
public final class OtherDigitsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public OtherDigitsException(String problem, String remedy) {
    super(problem, remedy);
  }
}
