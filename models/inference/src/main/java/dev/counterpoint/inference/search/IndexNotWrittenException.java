package dev.counterpoint.inference.search;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** An index could not be written; the one that was there before is unchanged. */
public final class IndexNotWrittenException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Names the file and what the system said. */
  public IndexNotWrittenException(Path file, IOException cause) {
    super(
        file + ": the index cannot be written: " + cause,
        "Check that its folder is writable and has space left, six bytes for each number of each"
            + " vector; or choose another place with --index.",
        cause);
  }
}
