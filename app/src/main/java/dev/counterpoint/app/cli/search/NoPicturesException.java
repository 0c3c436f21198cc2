package dev.counterpoint.app.cli.search;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** A folder has no picture that could be searched. */
public final class NoPicturesException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NoPicturesException(Path folder, int unreadable) {
    super(
        unreadable == 0
            ? folder + ": there are no pictures in it or in its folders"
            : "%s: none of its %d pictures can be read".formatted(folder, unreadable),
        "Pictures are files named .png, .jpg, .jpeg, .gif or .bmp.");
  }
}
