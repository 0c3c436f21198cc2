package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.FusionComparison;
import dev.counterpoint.app.fusion.comparison.MethodRow;
import dev.counterpoint.app.fusion.comparison.Tuning;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Methods that train fusions, compared on one data set with one seed.
 *
 * @param group what it is a seed of
 * @param recipe name of a recipe that comes with the program
 * @param settings changes to it, {@code key=value}
 * @param rows names of methods; empty is all
 * @param seed of all its randomness
 * @param reads what data it reads; empty if the program makes them
 * @param work how long a method takes, roughly, in steps of a small multi-modal training
 */
public record FusionJob(
    String group,
    String recipe,
    List<String> settings,
    List<String> rows,
    long seed,
    Optional<DataNeed> reads,
    double work)
    implements Job {

  /** Copies the lists. */
  public FusionJob {
    settings = List.copyOf(settings);
    rows = List.copyOf(rows);
  }

  /** The recipe that all methods have in common. */
  public FusionRecipe load() {
    return FusionRecipes.load(recipe, settings);
  }

  @Override
  public Optional<DataNeed> need() {
    return reads;
  }

  @Override
  public double cost(ExperimentData data) {
    return work * (rows.isEmpty() ? MethodRow.NAMES.size() + 2 : rows.size() + 2);
  }

  @Override
  public boolean isDone(Path directory) {
    return new ComparedRows(directory).isDone(fingerprint());
  }

  /** As the process writes it when all rows are done; it knows the unimodal rows, too. */
  private String fingerprint() {
    return FusionComparison.fingerprint(
        recipe, settings, seed, rows.isEmpty() ? MethodRow.NAMES : rows, Tuning.builtIn(recipe));
  }

  @Override
  public List<String> arguments(Path directory) {
    List<String> arguments = new ArrayList<>(List.of("compare", "fusion", "--worker"));
    arguments.addAll(List.of("--out", directory.toString(), "--recipe", recipe));
    arguments.addAll(List.of("--seed", Long.toString(seed)));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    if (!rows.isEmpty()) {
      arguments.addAll(List.of("--methods", String.join(",", rows)));
    }
    return arguments;
  }

  @Override
  public FusionResult result(Path directory) {
    return new FusionResult(new ComparedRows(directory));
  }

  @Override
  public String description() {
    return FusionRecipes.toYaml(load());
  }
}
