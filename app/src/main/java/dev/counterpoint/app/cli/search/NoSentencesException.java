package dev.counterpoint.app.cli.search;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** A file of sentences has none. */
public final class NoSentencesException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NoSentencesException(Path file) {
    super(file + ": there is no sentence in it", "Write one sentence a line.");
  }
}
