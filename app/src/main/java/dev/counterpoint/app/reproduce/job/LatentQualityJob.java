package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.fusion.quality.QualityResults;
import dev.counterpoint.app.fusion.quality.QualitySweep;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.run.RunManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fusions of every subset of the modalities of paired digits, trained on several numbers of
 * examples, and their latent quality.
 *
 * @param group what it is a seed of
 * @param recipe name of a recipe that comes with the program
 * @param settings changes to it, {@code key=value}
 * @param sizes numbers of examples
 * @param seed of all its randomness
 * @param work how long a training takes, roughly, in steps of a small multi-modal training
 */
public record LatentQualityJob(
    String group, String recipe, List<String> settings, List<Integer> sizes, long seed, double work)
    implements Job {

  private static final int SUBSETS = 7;

  /** Copies the lists. */
  public LatentQualityJob {
    settings = List.copyOf(settings);
    sizes = List.copyOf(sizes);
  }

  private FusionRecipe load() {
    return FusionRecipes.load(recipe, settings);
  }

  @Override
  public Optional<DataNeed> need() {
    return Optional.of(DataNeed.PAIRED_DIGITS);
  }

  @Override
  public double cost(ExperimentData data) {
    return work * SUBSETS * sizes.size();
  }

  @Override
  public boolean isDone(Path directory) {
    if (!Files.exists(directory.resolve(QualityResults.NAME))) {
      return false;
    }
    try {
      QualityResults results = QualityResults.read(directory);
      return results.complete()
          && results.seed() == seed
          && results.settings().equals(QualitySweep.key(load(), sizes));
    } catch (FileNotReadException e) {
      return false;
    }
  }

  @Override
  public List<String> arguments(Path directory) {
    List<String> arguments = new ArrayList<>(List.of("compare", "latent-quality", "--worker"));
    arguments.addAll(List.of("--out", directory.toString(), "--recipe", recipe));
    arguments.addAll(List.of("--seed", Long.toString(seed)));
    arguments.addAll(
        List.of("--sizes", sizes.stream().map(String::valueOf).collect(Collectors.joining(","))));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  @Override
  public LatentQualityResult result(Path directory) {
    return new LatentQualityResult(
        RunManifest.read(directory.resolve("run.json")), QualityResults.read(directory));
  }

  @Override
  public String description() {
    return "# Numbers of examples: "
        + sizes
        + System.lineSeparator()
        + FusionRecipes.toYaml(load());
  }
}
