package dev.counterpoint.app.reproduce.data;

/** A kind of data that jobs read. */
public enum DataNeed {
  /** Grey digits: MNIST, or what takes its place. */
  DIGITS("digits", "MNIST"),
  /** Pictures with captions: OpenMoji, or what takes its place. */
  CAPTIONED_PICTURES("pictures with captions", "OpenMoji"),
  /** Digits with recordings of somebody who says them, or what takes their place. */
  PAIRED_DIGITS("digits with recordings", "MNIST and FSDD"),
  /** Pictures with statements: NLVR, or what takes its place. */
  STATEMENTS("pictures with statements", "NLVR");

  private final String text;
  private final String expected;

  DataNeed(String text, String expected) {
    this.text = text;
    this.expected = expected;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** The real data that reports are about. */
  public String expected() {
    return expected;
  }
}
