package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.run.RunManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A training on coloured digits, measured in {@code evaluation.json}.
 *
 * @param group what it is a seed of
 * @param recipe name of a recipe that comes with the program
 * @param settings changes to it, {@code key=value}
 * @param seed of all its randomness
 * @param correlations of its shift curve; may be none
 */
public record ColoredDigitsJob(
    String group, String recipe, List<String> settings, long seed, List<Double> correlations)
    implements TrainingJob {

  private static final String MEASURED = "evaluation.json";

  /** Copies the lists. */
  public ColoredDigitsJob {
    settings = List.copyOf(settings);
    correlations = List.copyOf(correlations);
  }

  /** Its whole recipe. */
  public Recipe load() {
    return Recipes.load(recipe, settings);
  }

  @Override
  public Optional<DataNeed> need() {
    return Optional.of(DataNeed.DIGITS);
  }

  @Override
  public double cost(ExperimentData data) {
    Recipe whole = load();
    int wanted = whole.data().trainingExamples();
    int used = wanted == 0 ? data.of(DataNeed.DIGITS).trainingExamples() : wanted;
    double examples = used * (double) whole.training().epochs();
    double views = whole.method() == Recipe.Method.SIMCLR ? 2.3 : 1;
    double text = reads(whole) ? 3 : 1;
    double evaluated = used + 15_000.0 + 5_000.0 * correlations.size();
    return examples / 256 * views * text + evaluated / 256;
  }

  /** Whether a transformer reads sentences, which costs more than the pictures do. */
  private static boolean reads(Recipe recipe) {
    return recipe.method() == Recipe.Method.CLIP
        && recipe.data().captionForm() == Recipe.CaptionForm.SENTENCE
        && !recipe.encoder().sentence().equals("bag-of-words");
  }

  @Override
  public List<String> command() {
    return List.of("train");
  }

  @Override
  public List<String> measurement() {
    String curve =
        correlations.isEmpty()
            ? "none"
            : String.join(",", correlations.stream().map(String::valueOf).toList());
    return List.of("--correlations=" + curve);
  }

  @Override
  public String measured() {
    return MEASURED;
  }

  @Override
  public boolean isRecipe(Path file) {
    return Recipes.load(file.toString(), List.of()).equals(load());
  }

  /** A curve with more points is as good. */
  @Override
  public boolean isServedBy(Job other) {
    return other instanceof ColoredDigitsJob same
        && same.seed == seed
        && same.correlations.containsAll(correlations)
        && same.load().equals(load());
  }

  @Override
  public DigitsResult result(Path directory) {
    return new DigitsResult(
        RunManifest.read(directory.resolve("run.json")),
        EvaluationFile.read(directory.resolve(MEASURED)));
  }

  @Override
  public String description() {
    return Recipes.toYaml(load());
  }
}
