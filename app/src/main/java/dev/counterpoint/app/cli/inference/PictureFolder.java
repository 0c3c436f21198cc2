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
final class PictureFolder {

  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  private PictureFolder() {}

  /**
   * The files.
   *
   * @param skipped is told of other files
   * @throws FileNotReadException if a folder cannot be read
   */
  static Stream<Path> files(Path folder, SkippedFiles skipped) {
    List<Path> entries;
    try (Stream<Path> list = Files.list(folder)) {
      entries =
          list.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new FileNotReadException(folder, e);
    }
    return entries.stream().flatMap(entry -> ofEntry(entry, skipped));
  }

  private static Stream<Path> ofEntry(Path entry, SkippedFiles skipped) {
    if (Files.isDirectory(entry)) {
      // A link to a folder could lead round in a circle.
      return Files.isSymbolicLink(entry) ? Stream.empty() : files(entry, skipped);
    }
    String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
    // A pipe or device would be waited for without end; a broken link is left to be reported.
    boolean isFile = Files.isRegularFile(entry) || !Files.exists(entry);
    if (isFile && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))) {
      return Stream.of(entry);
    }
    skipped.otherKind();
    return Stream.empty();
  }
}
