package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** A path of a picture that leaves the folder of the pictures. */
public final class PictureOutsideException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param where the file and line
   * @param path as it is written there
   * @param folder that pictures must lie in
   */
  public PictureOutsideException(String where, String path, Path folder) {
    super(
        "%s: the picture \"%s\" lies outside of %s".formatted(where, path, folder),
        "Pictures are read from one folder only. If this is right, name the folder of the"
            + " pictures that holds them all.");
  }
}
