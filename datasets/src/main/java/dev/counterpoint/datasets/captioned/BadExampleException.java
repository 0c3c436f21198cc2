package dev.counterpoint.datasets.captioned;

import dev.counterpoint.datasets.CounterpointException;

/** One example that cannot be used; the others can. */
public final class BadExampleException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private final BadExampleReason reason;
  private final String key;

  /**
   * Creates the error.
   *
   * @param reason what it is counted by
   * @param key of the example, see {@link CaptionedPictures#key}
   * @param detail where, expected and found; may be empty
   * @param cause what was caught, or null
   */
  public BadExampleException(BadExampleReason reason, String key, String detail, Throwable cause) {
    super(
        detail.isEmpty()
            ? "%s: %s".formatted(key, reason.text())
            : "%s: %s: %s".formatted(key, reason.text(), detail),
        "",
        cause);
    this.reason = reason;
    this.key = key;
  }

  /** What it is counted by. */
  public BadExampleReason reason() {
    return reason;
  }

  /** The key of the example. */
  public String key() {
    return key;
  }
}
