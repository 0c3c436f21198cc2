package dev.counterpoint.app.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recipes of trainings on pictures with captions; read and written as {@link Recipes} are. */
public final class CaptionedRecipes {

  /** The recipes that come with the program. */
  public static final List<String> BUILT_IN = RecipeKind.CAPTIONED.names();

  private static final RecipeReader<CaptionedRecipe> READER =
      new RecipeReader<>(CaptionedRecipe.class, RecipeKind.CAPTIONED);

  private CaptionedRecipes() {}

  /**
   * A recipe by name or from a file.
   *
   * @param nameOrFile one of {@link #BUILT_IN}, or a path
   * @param settings {@code key=value} in the order in which they apply
   * @throws RecipeException if it cannot be read or holds an unknown key or a value out of range
   */
  public static CaptionedRecipe load(String nameOrFile, List<String> settings) {
    return READER.load(nameOrFile, settings);
  }

  /** Whether a recipe file of a run is of this kind; false for one that cannot be read. */
  public static boolean isOne(Path file) {
    try {
      return READER.hasKeys(Files.readString(file), "image", "text", "embedding");
    } catch (IOException e) {
      return false;
    }
  }

  /** The whole recipe as YAML, every key in its place. */
  public static String toYaml(CaptionedRecipe recipe) {
    return READER.toYaml(recipe);
  }
}
