package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.reproduce.job.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Jobs of experiments that read the same data and were started before. What one of them left is
 * copied where a later experiment has the same job, instead of computing it twice. Safe for many
 * threads.
 */
public final class EarlierJobs {

  private static final String LOCK = ".lock";

  private final Map<Job, Path> directories = new LinkedHashMap<>();

  /** None yet. */
  public EarlierJobs() {}

  /** These serve whoever comes later. */
  public synchronized void add(List<Job> jobs, Path folder) {
    jobs.forEach(job -> directories.put(job, folder.resolve(job.id())));
  }

  /**
   * Copies the result of the same job, if there is one and it is done.
   *
   * @param directory of the job, which must not exist
   * @return whether it is there now
   */
  boolean copy(Job job, Path directory) {
    for (Map.Entry<Job, Path> earlier : candidates().entrySet()) {
      Path other = earlier.getValue();
      if (!other.equals(directory)
          && job.isServedBy(earlier.getKey())
          && earlier.getKey().isDone(other)) {
        copyTree(other, directory);
        return true;
      }
    }
    return false;
  }

  private synchronized Map<Job, Path> candidates() {
    return new LinkedHashMap<>(directories);
  }

  /** A copy under another name is moved when it is whole: a result is there, or it is not. */
  private static void copyTree(Path from, Path to) {
    try {
      Path part = Files.createTempDirectory(to.toAbsolutePath().getParent(), ".copy-");
      try (Stream<Path> walk = Files.walk(from)) {
        for (Path path : walk.filter(path -> !path.equals(from)).toList()) {
          if (!path.endsWith(LOCK)) {
            Files.copy(path, part.resolve(from.relativize(path).toString()));
          }
        }
      }
      Files.move(part, to);
    } catch (IOException e) {
      throw new UncheckedIOException("copy of " + from, e);
    }
  }
}
