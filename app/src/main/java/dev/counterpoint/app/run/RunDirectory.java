package dev.counterpoint.app.run;

import java.nio.file.Path;

/**
 * The directory of one run, locked while it is open: recipe, manifest, metrics, checkpoints,
 * evaluation.
 */
public final class RunDirectory implements AutoCloseable {

  private static final String RECIPE = "recipe.yaml";
  private static final String MANIFEST = "run.json";

  private final LockedDirectory directory;

  private RunDirectory(LockedDirectory directory) {
    this.directory = directory;
  }

  /**
   * A new directory, or an empty one.
   *
   * @throws RunDirectoryException if there is something in it, another run uses it, or it cannot be
   *     made
   */
  public static RunDirectory create(Path path) {
    return new RunDirectory(LockedDirectory.create(path));
  }

  /**
   * A directory that a run has begun.
   *
   * @throws RunDirectoryException if there is no run in it or another process uses it
   */
  public static RunDirectory open(Path path) {
    return new RunDirectory(LockedDirectory.open(path, RECIPE, MANIFEST));
  }

  /** The directory itself. */
  public Path path() {
    return directory.path();
  }

  /** The whole recipe as YAML. */
  public Path recipe() {
    return path().resolve(RECIPE);
  }

  /** Seed, versions, data hashes, how it ended: JSON. */
  public Path manifest() {
    return path().resolve(MANIFEST);
  }

  /** A line for every few steps: JSON lines. */
  public Path metrics() {
    return path().resolve("metrics.jsonl");
  }

  /** Folder of the event files of TensorBoard. */
  public Path tensorboard() {
    return path().resolve("tensorboard");
  }

  /** Folder of the checkpoints. */
  public Path checkpoints() {
    return path().resolve("checkpoints");
  }

  /** What was measured of the trained model: JSON. */
  public Path evaluation() {
    return path().resolve("evaluation.json");
  }

  @Override
  public void close() {
    directory.close();
  }
}
