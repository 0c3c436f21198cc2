package dev.counterpoint.datasets.captioned;

/** Why an example cannot be used; bad examples are counted by it. */
public enum BadExampleReason {
  /** There is no picture file. */
  PICTURE_MISSING("the picture is missing"),
  /** The picture file cannot be read, or is not what it was when the set was opened. */
  PICTURE_UNREADABLE("the picture cannot be read"),
  /** The file is no picture, or of a format that is not read. */
  NOT_A_PICTURE("it is not a picture"),
  /** The picture is cut off or damaged. */
  PICTURE_BROKEN("the picture is damaged"),
  /** The picture is larger than the limits. */
  PICTURE_TOO_LARGE("the picture is too large"),
  /** There is no caption. */
  CAPTION_MISSING("the caption is missing"),
  /** The caption is empty or blank. */
  CAPTION_BLANK("the caption is blank"),
  /** The caption is not text: it is not UTF-8, or holds a NUL. */
  CAPTION_NOT_TEXT("the caption is not text"),
  /** The caption is longer than any caption is. */
  CAPTION_TOO_LONG("the caption is too long"),
  /** What else is said of the picture is missing, or not what it should be: a label, a number. */
  RECORD_UNUSABLE("its record cannot be used");

  private final String text;

  BadExampleReason(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
