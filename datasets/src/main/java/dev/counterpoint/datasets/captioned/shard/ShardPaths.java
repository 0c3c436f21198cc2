package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** From what a person writes to tar files. */
final class ShardPaths {

  private ShardPaths() {}

  /**
   * Finds the tars.
   *
   * @param source a tar, a folder of tars, or either with braces
   * @return at least one; those of a folder in the order of their names
   * @throws ShardSourceException if the braces are wrong, a folder has no tar, or one comes twice
   * @throws DatasetNotFoundException if a file is missing
   */
  static List<Path> find(String source) {
    List<Path> tars = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : isThere(source) ? List.of(source) : BraceExpansion.expand(source)) {
      Path path = path(source, name);
      if (Files.isDirectory(path)) {
        tars.addAll(folder(source, path));
      } else if (Files.exists(path)) {
        tars.add(path);
      } else {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new DatasetNotFoundException(
          "Shards \"%s\": %d of %d are missing, the first is %s"
              .formatted(source, missing.size(), missing.size() + tars.size(), missing.get(0)),
          "Check the name and the range in braces, or give the folder that holds the shards.");
    }
    checkOnce(source, tars);
    return tars;
  }

  // A file whose name really has braces.
  private static boolean isThere(String source) {
    try {
      return Files.exists(Path.of(source));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path path(String source, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new ShardSourceException(source, "%s is no path".formatted(name), e.getReason());
    }
  }

  private static List<Path> folder(String source, Path folder) {
    List<Path> tars = new ArrayList<>();
    int packed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tar") && !name.startsWith(".") && !Files.isDirectory(file)) {
          tars.add(file);
        }
        packed += name.matches(".*\\.(tar\\.(gz|zst|xz|bz2)|tgz)") ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UnreadableFileException(folder.toString(), e);
    }
    if (tars.isEmpty()) {
      throw new ShardSourceException(
          source,
          "no file of the folder %s ends with .tar%s"
              .formatted(folder, packed == 0 ? "" : "; %d are compressed".formatted(packed)),
          packed == 0
              ? "Give the folder that holds the shards."
              : "Unpack them to plain .tar first.");
    }
    tars.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
    return tars;
  }

  private static void checkOnce(String source, List<Path> tars) {
    Set<Path> seen = new HashSet<>();
    for (Path tar : tars) {
      if (!seen.add(tar.toAbsolutePath().normalize())) {
        throw new ShardSourceException(
            source,
            "%s comes twice".formatted(tar),
            "Name each shard once; to see a source more often, give it a weight.");
      }
    }
  }
}
