package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import java.util.List;

/**
 * One training with its evaluation, as a part of an experiment.
 *
 * @param group what it is a seed of: runs of one group differ in their seed only
 * @param recipe name of a recipe that comes with the program
 * @param settings changes to it, {@code key=value}
 * @param seed of all its randomness
 * @param correlations of its shift curve; may be none
 */
public record Job(
    String group, String recipe, List<String> settings, long seed, List<Double> correlations) {

  /** Copies the lists. */
  public Job {
    settings = List.copyOf(settings);
    correlations = List.copyOf(correlations);
  }

  /** Name of its run directory. */
  public String id() {
    return group + "-seed-" + seed;
  }

  /** Its whole recipe. */
  public Recipe load() {
    return Recipes.load(recipe, settings);
  }

  /**
   * How long it takes, roughly, in steps of a small multi-modal training at batch 256.
   *
   * @param trainingExamples of the data set
   */
  double cost(int trainingExamples) {
    Recipe whole = load();
    int wanted = whole.data().trainingExamples();
    double examples =
        (wanted == 0 ? trainingExamples : wanted) * (double) whole.training().epochs();
    double views = whole.method() == Recipe.Method.SIMCLR ? 2.3 : 1;
    double evaluated =
        (wanted == 0 ? trainingExamples : wanted) + 15_000.0 + 5_000.0 * correlations.size();
    return examples / 256 * views + evaluated / 256;
  }
}
