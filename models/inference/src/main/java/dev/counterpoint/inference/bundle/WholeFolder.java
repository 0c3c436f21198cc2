package dev.counterpoint.inference.bundle;

import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.files.Checksums;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that is whole under its name, or not there. */
final class WholeFolder {

  private final Path folder;
  private final boolean replace;

  WholeFolder(Path folder, boolean replace) {
    this.folder = folder.toAbsolutePath().normalize();
    this.replace = replace;
  }

  Bundle write(Map<String, byte[]> files) {
    requireFree();
    Path part = beside("part");
    try {
      try {
        Files.createDirectories(folder.getParent());
        delete(part);
        Files.createDirectory(part);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          Files.write(part.resolve(file.getKey()), file.getValue());
        }
        Bundle.open(part);
        moveIntoPlace(part);
      } finally {
        delete(part);
      }
    } catch (IOException e) {
      throw new BundleNotWrittenException(folder, e);
    }
    return Bundle.open(folder);
  }

  private void requireFree() {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!replace) {
      throw BundleExistsException.at(folder);
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.exists(folder.resolve(BundleConfig.FILE))
        || !Files.exists(folder.resolve(Checksums.FILE))) {
      throw BundleExistsException.ofAnotherKind(folder);
    }
  }

  private void moveIntoPlace(Path part) throws IOException {
    if (!replace || !Files.exists(folder)) {
      move(part, folder);
      return;
    }
    // A folder cannot be replaced in one step; the old one comes back if the second step fails.
    Path old = beside("old");
    delete(old);
    move(folder, old);
    try {
      move(part, folder);
    } catch (IOException e) {
      move(old, folder);
      throw e;
    }
    delete(old);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private Path beside(String kind) {
    return folder.resolveSibling(
        "." + folder.getFileName() + "." + ProcessHandle.current().pid() + "." + kind);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
