package dev.counterpoint.app.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Kinds of recipes: each is a record of its own, taken by a command of its own. */
enum RecipeKind {
  /** {@link Recipe}. */
  COLORED_DIGITS(
      "train",
      "evaluate",
      "colored-mnist-clip",
      "colored-mnist-simclr",
      "colored-mnist-supervised",
      "irm-supervised",
      "domainbed-supervised"),
  /** {@link CaptionedRecipe}. */
  CAPTIONED(
      "train clip",
      "evaluate retrieval",
      "image-caption-clip",
      "image-caption-siglip",
      "image-caption-words",
      "image-caption-simclr",
      "image-caption-text",
      "clip-vit-b-32"),
  /** {@link FusionRecipe}. */
  FUSION(
      "train fusion",
      "evaluate fusion",
      "fusion-digits",
      "fusion-mixture",
      "fusion-interactions",
      "fusion-nlvr",
      "fusion-features");

  private final String command;
  private final String measuredBy;
  private final List<String> names;

  RecipeKind(String command, String measuredBy, String... names) {
    this.command = command;
    this.measuredBy = measuredBy;
    this.names = List.of(names);
  }

  /** The command that takes recipes of this kind. */
  String command() {
    return command;
  }

  /** The command that measures what was trained by recipes of this kind. */
  String measuredBy() {
    return measuredBy;
  }

  /** Recipes of this kind that come with the program; the default base first. */
  List<String> names() {
    return names;
  }

  /** The kind of a recipe that comes with the program. */
  static Optional<RecipeKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.names.contains(name)).findFirst();
  }
}
