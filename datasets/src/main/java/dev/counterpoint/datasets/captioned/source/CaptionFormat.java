package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.captioned.CaptionedPictures;

/** A format that captioned pictures come in. A new one is a class and a line in the list. */
public interface CaptionFormat {

  /** What it is and what it is recognised by, for people who look for the right one. */
  String text();

  /** Whether a source is of this format, by its name and first bytes. Formats are asked in turn. */
  boolean recognises(SourceFile source);

  /**
   * Opens a source that was recognised.
   *
   * @throws dev.counterpoint.datasets.CounterpointException if it cannot be used at all
   */
  CaptionedPictures open(SourceFile source, SourceOptions options);
}
