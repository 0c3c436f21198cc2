package dev.counterpoint.app.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder that is filled beside its final name and gets it when it is whole. Closed or stopped by
 * Ctrl-C before, it leaves nothing, and what was there stays.
 */
public final class ResultFolder implements AutoCloseable {

  private static final int DELETIONS = 5;

  private final Path target;
  private final Path part;
  private final Thread removal = new Thread(this::remove, "remove-unfinished-folder");
  private boolean ended;

  /**
   * Begins the folder; folders above are made.
   *
   * @param replace whether a folder of the final name may be replaced
   * @param sameKind whether a folder that is there is of the kind that may be; others never are
   * @throws FolderExistsException if there is something that must not be replaced
   * @throws FileNotWrittenException if it cannot be written
   */
  public ResultFolder(Path folder, boolean replace, Predicate<Path> sameKind) {
    target = folder.toAbsolutePath().normalize();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      if (!replace) {
        throw FolderExistsException.at(folder);
      }
      if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !sameKind.test(target)) {
        throw FolderExistsException.ofAnotherKind(folder);
      }
    }
    part = beside("part");
    try {
      Files.createDirectories(target.getParent());
      delete(part);
      Files.createDirectory(part);
    } catch (IOException e) {
      throw new FileNotWrittenException(folder, e);
    }
    Runtime.getRuntime().addShutdownHook(removal);
  }

  /** Where to write to until it is finished. */
  public Path path() {
    return part;
  }

  /**
   * Gives the folder its name.
   *
   * @throws FileNotWrittenException if the system refuses; what was there is then there again
   */
  public synchronized void finish() {
    if (ended) {
      return;
    }
    try {
      Path old = beside("old");
      delete(old);
      // A folder cannot be replaced in one step.
      boolean replaces = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
      if (replaces) {
        move(target, old);
      }
      try {
        move(part, target);
      } catch (IOException e) {
        if (replaces) {
          move(old, target);
        }
        throw e;
      }
      ended = true;
      delete(old);
    } catch (IOException e) {
      throw new FileNotWrittenException(target, e);
    }
  }

  /** Leaves nothing, unless it is finished. */
  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException e) {
      // The process ends already.
    }
  }

  private synchronized void remove() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      delete(part);
    } catch (IOException e) {
      System.err.println("warning: " + part + " could not be removed: " + e.getMessage());
    }
  }

  private Path beside(String kind) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + ProcessHandle.current().pid() + "." + kind);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  /** Whoever fills the folder may still do so when Ctrl-C removes it. */
  private static void delete(Path folder) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        deleteOnce(folder);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (tries == DELETIONS) {
          throw e;
        }
      }
    }
  }

  private static void deleteOnce(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
