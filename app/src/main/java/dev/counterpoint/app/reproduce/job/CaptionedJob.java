package dev.counterpoint.app.reproduce.job;

import dev.counterpoint.app.captioned.evaluation.LabelSets;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.run.RunManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A training on pictures with captions, measured in {@code retrieval.json}. Its sources are a part
 * of its settings.
 *
 * @param group what it is a seed of
 * @param recipe name of a recipe that comes with the program
 * @param settings changes to it, {@code key=value}
 * @param seed of all its randomness
 */
public record CaptionedJob(String group, String recipe, List<String> settings, long seed)
    implements TrainingJob {

  private static final String MEASURED = "retrieval.json";

  /** What a step on 72-pixel pictures costs more than one on digits; only the order asks. */
  private static final double DIGITS_A_PICTURE = 6;

  /** Copies the list. */
  public CaptionedJob {
    settings = List.copyOf(settings);
  }

  /** Its whole recipe. */
  public CaptionedRecipe load() {
    return CaptionedRecipes.load(recipe, settings);
  }

  @Override
  public Optional<DataNeed> need() {
    return Optional.of(DataNeed.CAPTIONED_PICTURES);
  }

  @Override
  public double cost(ExperimentData data) {
    CaptionedRecipe whole = load();
    double pictures = data.of(DataNeed.CAPTIONED_PICTURES).trainingExamples();
    double views = whole.method() == CaptionedRecipe.Method.SIMCLR ? 2 : 1;
    double read = whole.hasPictures() ? DIGITS_A_PICTURE : 1;
    // Measured under corruptions: some thirty passes over the pictures.
    return pictures / 256 * read * (whole.training().epochs() * 3 * views + 30);
  }

  @Override
  public List<String> command() {
    return List.of("train", "clip");
  }

  /** Emoji groups have prompts of their own; other data have labels that are prompts. */
  @Override
  public List<String> measurement() {
    boolean emoji = settings.stream().anyMatch(setting -> setting.contains("openmoji"));
    CaptionedRecipe whole = load();
    return emoji && whole.hasPictures() && whole.hasText()
        ? List.of("--labels", LabelSets.OPENMOJI_GROUPS)
        : List.of();
  }

  @Override
  public String measured() {
    return MEASURED;
  }

  @Override
  public boolean isRecipe(Path file) {
    return CaptionedRecipes.load(file.toString(), List.of()).equals(load());
  }

  @Override
  public CaptionedResult result(Path directory) {
    return new CaptionedResult(
        RunManifest.read(directory.resolve("run.json")),
        Retrieval.read(directory.resolve(MEASURED)));
  }

  @Override
  public String description() {
    return CaptionedRecipes.toYaml(load());
  }
}
