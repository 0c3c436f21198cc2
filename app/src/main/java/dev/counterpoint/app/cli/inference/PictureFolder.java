package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pictures of a folder and its folders, by their names and sorted; hidden files are not seen.
 */
public final class PictureFolder {

  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  private PictureFolder() {}

  /**
   * The files.
   *
   * @param skipped is told of other files
   * @throws FileNotReadException if a folder cannot be read
   */
  public static Stream<Path> files(Path folder, SkippedFiles skipped) {
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      entries =
          list.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new FileNotReadException(folder, e);
    }
    return entries.stream().flatMap(entry -> ofEntry(entry, skipped));
  }

  /** Whether a name is that of a picture. */
  public static boolean isPicture(String name) {
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static Stream<Path> ofEntry(Path entry, SkippedFiles skipped) {
    if (Files.isDirectory(entry)) {
      // A link to a folder could lead round in a circle.
      return Files.isSymbolicLink(entry) ? Stream.empty() : files(entry, skipped);
    }
    // A pipe or device would be waited for without end; a broken link is left to be reported.
    boolean isFile = Files.isRegularFile(entry) || !Files.exists(entry);
    if (isFile && isPicture(entry.getFileName().toString())) {
      return Stream.of(entry);
    }
    skipped.otherKind();
    return Stream.empty();
  }
}
