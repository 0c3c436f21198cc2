package dev.counterpoint.app.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of one run, locked while it is open: recipe, manifest, metrics, checkpoints,
 * evaluation.
 */
public final class RunDirectory implements AutoCloseable {

  private static final String WHERE_TO_LOOK = "Look for the folder that a run printed as its own.";
  private static final String LOCK = ".lock";
  private static final String RECIPE = "recipe.yaml";
  private static final String MANIFEST = "run.json";

  private final Path path;
  private final FileChannel channel;

  private RunDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * A new directory, or an empty one.
   *
   * @throws RunDirectoryException if there is something in it, another run uses it, or it cannot be
   *     made
   */
  public static RunDirectory create(Path path) {
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
      RunDirectory directory = lock(path);
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
   * A directory that is there already, whatever is in it.
   *
   * @throws RunDirectoryException if it is not there or another process uses it
   */
  public static RunDirectory open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new RunDirectoryException("there is no run directory " + path, WHERE_TO_LOOK);
    }
    return lock(path);
  }

  /**
   * A directory in which a training has begun.
   *
   * @throws RunDirectoryException if there is none in it or another process uses it
   */
  public static RunDirectory openTraining(Path path) {
    for (String file : List.of(RECIPE, MANIFEST)) {
      if (!Files.isRegularFile(path.resolve(file))) {
        throw new RunDirectoryException(
            Files.isDirectory(path)
                ? "there is no training in %s: it has no %s".formatted(path, file)
                : "there is no run directory " + path,
            WHERE_TO_LOOK);
      }
    }
    return open(path);
  }

  private static RunDirectory lock(Path path) {
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
      return new RunDirectory(path, channel);
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

  /** The whole recipe as YAML. */
  public Path recipe() {
    return path.resolve(RECIPE);
  }

  /** Seed, versions, data hashes, how it ended: JSON. */
  public Path manifest() {
    return path.resolve(MANIFEST);
  }

  /** A line for every few steps: JSON lines. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** Folder of the checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** What was measured of the trained model: JSON. */
  public Path evaluation() {
    return path.resolve("evaluation.json");
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
