package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.CounterpointException;

/** More of a set cannot be used than is allowed, so that it is probably not what it should be. */
public final class TooManyBadExamplesException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private final transient BadExamples found;

  /**
   * Creates the error.
   *
   * @param found what was bad
   * @param allowed the share that may be, 0 to 1
   */
  public TooManyBadExamplesException(BadExamples found, double allowed) {
    super(
        "%d of the %d examples seen so far cannot be used; allowed: %s %%%n%s"
            .formatted(found.count(), found.seen(), percent(allowed), found.text()),
        "Repair these or leave them out, or allow a larger share of bad examples.");
    this.found = found;
  }

  /** What was bad; null where the exception came through serialisation. */
  public BadExamples found() {
    return found;
  }

  private static String percent(double share) {
    double percent = Math.rint(1e4 * share) / 100;
    return percent == Math.rint(percent) ? "%.0f".formatted(percent) : String.valueOf(percent);
  }
}
