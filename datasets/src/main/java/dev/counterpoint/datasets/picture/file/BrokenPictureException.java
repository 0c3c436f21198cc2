package dev.counterpoint.datasets.picture.file;

import dev.counterpoint.datasets.CounterpointException;

/** A picture that is cut off or damaged, or of a variant that is not read. */
public final class BrokenPictureException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  BrokenPictureException(String name, String problem) {
    this(name, problem, null);
  }

  BrokenPictureException(String name, String problem, Throwable cause) {
    super(
        "The picture %s is cut off, damaged or of a rare kind: %s".formatted(name, problem),
        "Get the file again, or open it in a picture editor and save it anew.",
        cause);
  }
}
