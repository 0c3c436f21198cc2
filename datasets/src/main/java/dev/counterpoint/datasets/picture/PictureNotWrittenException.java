package dev.counterpoint.datasets.picture;

import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Path;

/** A picture could not be written to where it was wanted; nothing was left behind there. */
public final class PictureNotWrittenException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  PictureNotWrittenException(Path file, IOException cause) {
    super(
        "The picture %s was not written: %s.".formatted(file, reason(cause)),
        "Choose a file in a folder that you may write to and that has room.",
        cause);
  }

  private static String reason(IOException cause) {
    return "%s (%s)".formatted(cause.getClass().getSimpleName(), cause.getMessage());
  }
}
