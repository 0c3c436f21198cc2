package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.CounterpointException;

/** A file of captions in another encoding than UTF-8. */
public final class NotUtf8Exception extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param where the file and the line
   * @param found what there is instead
   */
  public NotUtf8Exception(String where, String found) {
    super(
        "%s: expected UTF-8, found %s".formatted(where, found),
        "Save it as UTF-8, or convert it: iconv -f LATIN1 -t UTF-8 (name the encoding it has).");
  }
}
