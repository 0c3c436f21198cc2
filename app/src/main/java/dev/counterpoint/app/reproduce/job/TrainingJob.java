package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A training with its measurement: a run directory with {@code recipe.yaml} and {@code run.json},
 * and a file of what was measured when all is done. It is resumed where it has begun, and done if
 * it was measured with the same recipe and the same seed.
 */
public interface TrainingJob extends Job {

  /** The command that trains, such as {@code train}. */
  List<String> command();

  /** Name of a recipe that comes with the program. */
  String recipe();

  /** Changes to it, {@code key=value}. */
  List<String> settings();

  /** Arguments that a resumed run is told, too. */
  default List<String> measurement() {
    return List.of();
  }

  /** Name of the file that holds what was measured, and is written last. */
  String measured();

  /** Whether a recipe file holds this job's recipe, whole. */
  boolean isRecipe(Path file);

  @Override
  default boolean isDone(Path directory) {
    if (!Files.exists(directory.resolve(measured())) || !hasBegun(directory)) {
      return false;
    }
    try (RunDirectory run = RunDirectory.open(directory)) {
      return isRecipe(run.recipe()) && RunManifest.read(run.manifest()).seed() == seed();
    }
  }

  @Override
  default List<String> arguments(Path directory) {
    List<String> arguments = new ArrayList<>(command());
    arguments.addAll(List.of("--worker", "--out", directory.toString()));
    if (hasBegun(directory)) {
      arguments.add("--resume");
    } else {
      clear(directory);
      arguments.addAll(List.of("--recipe", recipe(), "--seed", Long.toString(seed())));
      settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
    }
    arguments.addAll(measurement());
    return arguments;
  }

  private static boolean hasBegun(Path directory) {
    return Files.exists(directory.resolve("run.json"))
        && Files.exists(directory.resolve("recipe.yaml"));
  }

  /** Takes away what a process left that died before it wrote its recipe. */
  private static void clear(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve("recipe.yaml"));
      Files.deleteIfExists(directory.resolve("run.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
