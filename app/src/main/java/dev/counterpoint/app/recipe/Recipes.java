package dev.counterpoint.app.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Recipes of trainings on coloured digits. A recipe file is laid over a base recipe, which is named
 * by its key {@code base} and comes with the program, and may leave out all that it does not
 * change; settings of the form {@code training.epochs=3} are laid over both. A key that the base
 * does not have is an error.
 */
public final class Recipes {

  /** The recipes that come with the program. */
  public static final List<String> BUILT_IN = RecipeKind.COLORED_DIGITS.names();

  private static final RecipeReader<Recipe> READER =
      new RecipeReader<>(Recipe.class, RecipeKind.COLORED_DIGITS);

  private Recipes() {}

  /**
   * A recipe by name or from a file.
   *
   * @param nameOrFile one of {@link #BUILT_IN}, or a path
   * @param settings {@code key=value} in the order in which they apply
   * @throws RecipeException if it cannot be read or holds an unknown key or a value out of range
   */
  public static Recipe load(String nameOrFile, List<String> settings) {
    return READER.load(nameOrFile, settings);
  }

  /**
   * A recipe that comes with the program, with settings of the form {@code key=value} laid over.
   */
  public static Recipe load(String name, Map<String, ?> settings) {
    List<String> list = new ArrayList<>();
    settings.forEach((key, value) -> list.add(key + "=" + value));
    return load(name, list);
  }

  /** The whole recipe as YAML, every key in its place. */
  public static String toYaml(Recipe recipe) {
    return READER.toYaml(recipe);
  }
}
