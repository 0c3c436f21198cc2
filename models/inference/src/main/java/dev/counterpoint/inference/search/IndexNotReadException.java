package dev.counterpoint.inference.search;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** The system does not let an index be read. */
public final class IndexNotReadException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  IndexNotReadException(Path file, IOException cause) {
    super(
        file + ": the index cannot be read: " + cause,
        "Check that it is there and readable.",
        cause);
  }
}
