package dev.counterpoint.app.verify;

/**
 * What came of one check.
 *
 * @param check what was looked at
 * @param verdict how it went
 * @param measured what was found
 * @param expected what had to be found, decided beforehand; empty where nothing had
 */
public record CheckResult(String check, Verdict verdict, String measured, String expected) {

  /** How a check went. */
  public enum Verdict {
    /** As expected. */
    HOLDS("holds"),
    /** Measured, and not as expected. */
    DIFFERS("DIFFERS"),
    /** Could not be measured. */
    FAILED("FAILED"),
    /** A figure that nothing was expected of. */
    MEASURED("measured");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static CheckResult of(String check, boolean holds, String measured, String expected) {
    return new CheckResult(check, holds ? Verdict.HOLDS : Verdict.DIFFERS, measured, expected);
  }

  static CheckResult measured(String check, String measured) {
    return new CheckResult(check, Verdict.MEASURED, measured, "");
  }

  static CheckResult failed(String check, String why) {
    return new CheckResult(check, Verdict.FAILED, why, "an answer");
  }

  /** Whether nothing speaks against the device. */
  public boolean passes() {
    return verdict == Verdict.HOLDS || verdict == Verdict.MEASURED;
  }
}
