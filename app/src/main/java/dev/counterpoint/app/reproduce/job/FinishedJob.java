package dev.counterpoint.app.reproduce.job;

import java.nio.file.Path;

/**
 * A job that is done.
 *
 * @param job what was run
 * @param directory of its result
 * @param result what it left
 */
public record FinishedJob(Job job, Path directory, JobResult result) {

  /**
   * The result of a job whose kind is known.
   *
   * @throws IllegalArgumentException if it is of another kind
   */
  public <R extends JobResult> R result(Class<R> kind) {
    if (!kind.isInstance(result)) {
      throw new IllegalArgumentException(
          "job %s: expected a %s, found a %s"
              .formatted(job.id(), kind.getSimpleName(), result.getClass().getSimpleName()));
    }
    return kind.cast(result);
  }
}
