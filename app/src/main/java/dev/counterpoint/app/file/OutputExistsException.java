package dev.counterpoint.app.file;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** There is a file already where results would be written. */
public final class OutputExistsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  OutputExistsException(Path file) {
    super(file + ": exists already", "Choose another file, or remove this one.");
  }
}
