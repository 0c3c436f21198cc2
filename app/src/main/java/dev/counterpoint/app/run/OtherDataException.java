package dev.counterpoint.app.run;

import dev.counterpoint.datasets.CounterpointException;

/** The data that were found are not those that a run was trained on or an experiment begun on. */
public final class OtherDataException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * An error.
   *
   * @param problem what was trained on, and what was found
   * @param remedy what to do
   */
  public OtherDataException(String problem, String remedy) {
    super(problem, remedy);
  }
}
