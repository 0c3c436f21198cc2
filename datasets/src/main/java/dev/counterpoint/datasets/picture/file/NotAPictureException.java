package dev.counterpoint.datasets.picture.file;

import dev.counterpoint.datasets.CounterpointException;

/** A file that is of none of the formats that are read. */
public final class NotAPictureException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NotAPictureException(String name, String found) {
    super(
        "%s is not a picture that can be read: expected %s; found %s"
            .formatted(name, PictureHeader.FORMATS, found),
        "Convert it to PNG or JPEG, or leave it out.");
  }
}
