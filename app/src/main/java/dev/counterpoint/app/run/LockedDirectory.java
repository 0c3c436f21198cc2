package dev.counterpoint.app.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** A directory that one process at a time writes to: locked while it is open. */
public final class LockedDirectory implements AutoCloseable {

  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel channel;

  private LockedDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * A new directory, or an empty one.
   *
   * @throws RunDirectoryException if there is something in it, another run uses it, or it cannot be
   *     made
   */
  public static LockedDirectory create(Path path) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new RunDirectoryException(
            "run directory " + path + " is a file", "Choose another --out.");
      }
      if (Files.isDirectory(path) && !isEmpty(path)) {
        if (Files.exists(path.resolve(LOCK))) {
          // Says so if a run is going on there.
          lock(path).close();
        }
        throw notEmpty(path);
      }
      Files.createDirectories(path);
      LockedDirectory directory = lock(path);
      if (!isEmpty(path)) {
        // Another run was here between the look and the lock.
        directory.close();
        throw notEmpty(path);
      }
      return directory;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static RunDirectoryException notEmpty(Path path) {
    return new RunDirectoryException(
        "run directory " + path + " exists and is not empty",
        "Choose another --out, delete it, or continue it with --resume.");
  }

  /**
   * A directory that was begun before.
   *
   * @param marks files that must be in it
   * @throws RunDirectoryException if it is not there, lacks a file or another process uses it
   */
  public static LockedDirectory open(Path path, String... marks) {
    if (!Files.isDirectory(path)) {
      throw new RunDirectoryException(
          "there is no run directory " + path,
          "Look for the folder that a run printed as its own.");
    }
    for (String file : marks) {
      if (!Files.isRegularFile(path.resolve(file))) {
        throw new RunDirectoryException(
            "there is no run in %s: it has no %s".formatted(path, file),
            "Look for the folder that a run printed as its own.");
      }
    }
    return lock(path);
  }

  private static LockedDirectory lock(Path path) {
    try {
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock == null) {
        channel.close();
        throw new RunDirectoryException(
            "run directory " + path + " is in use by another run",
            "Wait for it to end, stop it, or choose another --out.");
      }
      return new LockedDirectory(path, channel);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static RunDirectoryException unwritable(Path path, IOException e) {
    return new RunDirectoryException(
        "run directory %s cannot be written: %s"
            .formatted(path, e.getClass().getSimpleName() + " " + e.getMessage()),
        "Choose a --out that you may write to.");
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.allMatch(entry -> entry.getFileName().toString().equals(LOCK));
    }
  }

  /** The directory itself. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }
}
