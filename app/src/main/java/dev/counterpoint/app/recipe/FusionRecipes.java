package dev.counterpoint.app.recipe;

import java.util.List;

/** Recipes of fusions; read and written as {@link Recipes} are. */
public final class FusionRecipes {

  /** The recipes that come with the program. */
  public static final List<String> BUILT_IN = RecipeKind.FUSION.names();

  private static final RecipeReader<FusionRecipe> READER =
      new RecipeReader<>(FusionRecipe.class, RecipeKind.FUSION);

  private FusionRecipes() {}

  /**
   * A recipe by name or from a file.
   *
   * @param nameOrFile one of {@link #BUILT_IN}, or a path
   * @param settings {@code key=value} in the order in which they apply
   * @throws RecipeException if it cannot be read or holds an unknown key or a value out of range
   */
  public static FusionRecipe load(String nameOrFile, List<String> settings) {
    return READER.load(nameOrFile, settings);
  }

  /** The whole recipe as YAML, every key in its place. */
  public static String toYaml(FusionRecipe recipe) {
    return READER.toYaml(recipe);
  }
}
