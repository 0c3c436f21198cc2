package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.file.ResultFolder;
import dev.counterpoint.app.reproduce.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jobs that are done, of experiments that read the same data. What one of them left is copied where
 * a later experiment has the same job, instead of computing it twice. Safe for many threads.
 */
public final class EarlierJobs {

  private static final String LOCK = ".lock";

  private final Map<Job, Path> directories = new LinkedHashMap<>();

  /** None yet. */
  public EarlierJobs() {}

  /** A job that is done, and that nobody writes to any more, serves whoever comes later. */
  synchronized void add(Job job, Path directory) {
    directories.put(job, directory);
  }

  /**
   * Copies the result of the same job, if there is one.
   *
   * @param directory of the job, which must not exist
   * @return whether it is there now
   * @throws FileNotWrittenException if it cannot be copied; nothing is left of the copy then
   */
  boolean copy(Job job, Path directory) {
    Optional<Path> other = serving(job);
    other.ifPresent(from -> copyTree(from, directory));
    return other.isPresent();
  }

  private synchronized Optional<Path> serving(Job job) {
    return directories.entrySet().stream()
        .filter(earlier -> job.isServedBy(earlier.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static void copyTree(Path from, Path to) {
    try (ResultFolder folder = new ResultFolder(to, false, old -> false);
        Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.filter(path -> !path.equals(from)).toList()) {
        if (!path.endsWith(LOCK)) {
          Files.copy(path, folder.path().resolve(from.relativize(path).toString()));
        }
      }
      folder.finish();
    } catch (IOException e) {
      throw new FileNotWrittenException(to, e);
    }
  }
}
