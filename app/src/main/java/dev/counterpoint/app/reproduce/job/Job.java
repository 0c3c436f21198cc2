package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One part of an experiment that runs in another process and leaves its result in a directory: a
 * training with its measurement, or a computation without one. A kind of job is a class that
 * implements this; trainings implement {@link TrainingJob}, which knows how they begin and go on.
 */
public interface Job {

  /** What it is a seed of: jobs of one group differ in their seed only. */
  String group();

  /** Of all its randomness. */
  long seed();

  /** Name of its directory. */
  default String id() {
    return group() + "-seed-" + seed();
  }

  /** What data its process reads; empty if it needs none. */
  Optional<DataNeed> need();

  /**
   * How long it takes, roughly, in steps of a small multi-modal training at batch 256.
   *
   * @param data of the experiment
   */
  double cost(ExperimentData data);

  /** Whether its command takes the device and the threads of the experiment. */
  default boolean takesCompute() {
    return true;
  }

  /**
   * Whether what another job leaves on the same data is what this one would, or that and more; a
   * later experiment computes nothing twice then.
   */
  default boolean isServedBy(Job other) {
    return false;
  }

  /** Whether the directory holds the whole result of this very job. */
  boolean isDone(Path directory);

  /**
   * The command line of this program that does the job, or goes on with it where the directory
   * holds a part of it; without device, threads and data.
   */
  List<String> arguments(Path directory);

  /**
   * Reads what the job left.
   *
   * @throws dev.counterpoint.app.file.FileNotReadException if it is not there or not in order
   */
  JobResult result(Path directory);

  /** All that it depends on besides its seed and data, as text for people. */
  String description();
}
