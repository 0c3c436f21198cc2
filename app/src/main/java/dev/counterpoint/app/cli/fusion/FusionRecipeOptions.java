package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which recipe of a fusion, and what is changed of it. */
final class FusionRecipeOptions {

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "fusion-digits",
      description =
          "fusion-digits (pictures of digits with recordings, the default), fusion-mixture and"
              + " fusion-interactions (made by the program), fusion-nlvr (pictures with statements),"
              + " fusion-features (your own arrays), or a file.")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the recipe, such as balance.method=mcr; may be repeated.")
  private List<String> changes = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "PATH",
      description =
          "Arrays of your own: a folder with train, validation and test as .npz or .safetensors, or"
              + " a single file. Takes the recipe fusion-features.")
  private Path features;

  /** Name of the recipe for folders. */
  String baseName() {
    return Path.of(name()).getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }

  String name() {
    return features == null ? recipe : "fusion-features";
  }

  /** All changes, in the order in which they apply. */
  List<String> changes() {
    List<String> all = new ArrayList<>(changes);
    if (features != null) {
      // A run must find its data from wherever it is resumed.
      String path = features.toAbsolutePath().normalize().toString();
      all.add("data.features.source=\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return all;
  }

  FusionRecipe load() {
    return FusionRecipes.load(name(), changes());
  }

  boolean isGiven() {
    return features != null || !changes.isEmpty();
  }
}
