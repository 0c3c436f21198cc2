package dev.counterpoint.app.doctor;

import java.util.function.Supplier;

/**
 * One thing that was looked for.
 *
 * @param name what was looked for
 * @param value what was found; one line
 * @param advice what to do about it; empty where all is well
 */
public record Finding(String name, String value, String advice) {

  /** Something that is as it should be. */
  public static Finding of(String name, Object value) {
    return new Finding(name, String.valueOf(value), "");
  }

  /**
   * Looks for something that may fail in any way: a doctor does not faint.
   *
   * @param look gives the value
   * @param advice what to do if the look fails
   */
  static Finding attempt(String name, Supplier<String> look, String advice) {
    try {
      return of(name, look.get());
    } catch (Exception | LinkageError | InternalError e) {
      return new Finding(name, "not known: " + reason(e), advice);
    }
  }

  /** What went wrong, in one line, with what it came from: the library that the system refuses. */
  static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = line(e);
    String deepest = line(root);
    return text.contains(deepest) ? text : text + ": " + deepest;
  }

  private static String line(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return text.lines().findFirst().orElse("").trim();
  }
}
