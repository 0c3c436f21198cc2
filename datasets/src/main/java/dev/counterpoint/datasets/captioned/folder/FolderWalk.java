package dev.counterpoint.datasets.captioned.folder;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a folder at any depth, by their paths below it.
 *
 * @param pictures in the order of their names
 * @param texts without their ending
 */
record FolderWalk(List<String> pictures, Set<String> texts) {

  // Those that cannot be read are pictures too: they are counted as such, not passed over.
  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff", "heic", "avif");

  /**
   * Walks a folder. Hidden files and folders are passed over.
   *
   * @throws UnreadableFileException if a folder cannot be read
   */
  static FolderWalk of(Path folder, String name) {
    List<String> pictures = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    try {
      // The folder itself may be a link; none below it is followed to a folder.
      Path root = folder.toRealPath();
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              return !path.equals(root) && isHidden(path)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              if (!isHidden(path) && isInside(path, attributes, root)) {
                take(root.relativize(path).toString().replace('\\', '/'));
              }
              return FileVisitResult.CONTINUE;
            }

            private void take(String path) {
              String ending = path.substring(stem(path).length());
              if (ending.equals(".txt") || ending.equals(".TXT")) {
                texts.add(stem(path));
              } else if (!ending.isEmpty()
                  && PICTURES.contains(ending.substring(1).toLowerCase(Locale.ROOT))) {
                pictures.add(path);
              }
            }
          });
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
    Collections.sort(pictures);
    return new FolderWalk(pictures, texts);
  }

  /** A path without the ending of its last name. */
  static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static boolean isInside(Path path, BasicFileAttributes attributes, Path root) {
    if (!attributes.isSymbolicLink()) {
      return attributes.isRegularFile();
    }
    try {
      Path target = path.toRealPath();
      return target.startsWith(root) && Files.isRegularFile(target);
    } catch (IOException e) {
      return false;
    }
  }
}
