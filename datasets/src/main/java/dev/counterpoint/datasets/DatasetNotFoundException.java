package dev.counterpoint.datasets;

/** A data set that was asked for and is not there; says what was looked for and how to get it. */
public final class DatasetNotFoundException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param problem what was looked for, where, and what was found instead
   * @param remedy how to get the data set
   */
  public DatasetNotFoundException(String problem, String remedy) {
    super(problem, remedy);
  }

  /**
   * Creates the error with its cause.
   *
   * @param problem what was looked for, where, and what was found instead
   * @param remedy how to get the data set
   * @param cause what was caught on the way, or null
   */
  public DatasetNotFoundException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }
}
