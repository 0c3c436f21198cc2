package dev.counterpoint.datasets.picture.file;

import dev.counterpoint.datasets.CounterpointException;

/** A file that should be a picture and has no bytes. */
public final class EmptyPictureException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  EmptyPictureException(String name) {
    super(
        "%s has no bytes; expected a picture".formatted(name),
        "The copy or download was probably cut short: get the file again.");
  }
}
