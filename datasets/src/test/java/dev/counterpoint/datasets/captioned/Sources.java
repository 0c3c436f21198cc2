package dev.counterpoint.datasets.captioned;

import dev.counterpoint.datasets.captioned.sets.CaptionedSets;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small data sets in a folder of a test. */
public final class Sources {

  private Sources() {}

  /** Writes a text and opens it. */
  public static CaptionedPictures open(Path folder, String file, String text) {
    return open(folder, file, text, SourceOptions.standard());
  }

  /** Writes a text and opens it. */
  public static CaptionedPictures open(
      Path folder, String file, String text, SourceOptions options) {
    return CaptionedSets.open(write(folder, file, text), options);
  }

  /** Writes a text, and the folders that it is in. */
  public static Path write(Path folder, String file, String text) {
    return write(folder, file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file, and the folders that it is in. */
  public static Path write(Path folder, String file, byte[] content) {
    Path path = folder.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      return Files.write(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
