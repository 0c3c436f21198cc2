package dev.counterpoint.app.cli.search;

import dev.counterpoint.app.cli.inference.PictureFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is searched for.
 *
 * @param text as the person wrote it
 * @param picture the picture that it names; absent for a sentence
 */
record Query(String text, Optional<Path> picture) {

  /** A sentence, whatever files there are. */
  static Query sentence(String text) {
    return new Query(text, Optional.empty());
  }

  /** A picture if there is such a file, or if it could only be the name of one. */
  static Query of(String text) {
    try {
      Path path = Path.of(text);
      boolean named =
          PictureFolder.isPicture(text) && text.chars().noneMatch(Character::isSpaceChar);
      if (!text.isBlank() && (named || Files.isRegularFile(path))) {
        return new Query(text, Optional.of(path));
      }
    } catch (InvalidPathException e) {
      // No file has this name, so it is a sentence.
    }
    return sentence(text);
  }
}
