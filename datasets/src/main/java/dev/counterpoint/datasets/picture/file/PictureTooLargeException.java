package dev.counterpoint.datasets.picture.file;

import dev.counterpoint.datasets.CounterpointException;

/** A picture beyond the limits of its reader, in bytes or in pixels. */
public final class PictureTooLargeException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  PictureTooLargeException(String name, String found, String allowed) {
    super(
        "The picture %s is too large: %s; allowed: %s".formatted(name, found, allowed),
        "Make it smaller, or raise the limits of the reader.");
  }
}
