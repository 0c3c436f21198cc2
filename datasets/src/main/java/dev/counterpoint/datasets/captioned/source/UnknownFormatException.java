package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.CounterpointException;
import java.util.List;

/** A source that is of none of the formats that are read. */
public final class UnknownFormatException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param source what was given
   * @param formats those there are, see {@link CaptionFormat#text}
   */
  public UnknownFormatException(String source, List<String> formats) {
    super(
        "%s is of no known format of captioned pictures".formatted(source),
        "These are read:\n  " + String.join("\n  ", formats));
  }
}
