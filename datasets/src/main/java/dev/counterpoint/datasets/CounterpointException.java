package dev.counterpoint.datasets;

/**
 * An error that a person meets: what went wrong and where, and what to do about it.
 *
 * <p>Each cause has a subclass of its own, so that callers can tell them apart without reading the
 * text. The message is written for the person at the keyboard, not for the author of the code.
 */
public abstract class CounterpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  /**
   * Creates the error.
   *
   * @param problem what happened and where (file, line or offset), with what was expected and found
   * @param remedy what the person can do now; empty where nothing can be said
   */
  protected CounterpointException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  /**
   * Creates the error with its cause.
   *
   * @param problem what happened and where (file, line or offset), with what was expected and found
   * @param remedy what the person can do now; empty where nothing can be said
   * @param cause what was caught, or null
   */
  protected CounterpointException(String problem, String remedy, Throwable cause) {
    super(remedy.isEmpty() ? problem : problem + System.lineSeparator() + remedy, cause);
    this.problem = problem;
    this.remedy = remedy;
  }

  /** What happened, and where. */
  public String problem() {
    return problem;
  }

  /** What to do now; may be empty. */
  public String remedy() {
    return remedy;
  }
}
