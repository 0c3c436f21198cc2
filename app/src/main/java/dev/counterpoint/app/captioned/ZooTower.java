package dev.counterpoint.app.captioned;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.pretrained.ZooEncoder;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The image encoder of a recipe whose {@code image.weights} begin with {@code zoo:}.
 *
 * <p>{@code zoo:ADDRESS} or {@code zoo:ADDRESS#ARTIFACT}, the address a folder or a URL.
 */
record ZooTower(CaptionedRecipe.Image recipe) {

  /**
   * Loads it; the network owns it.
   *
   * @param note told how the model is used, where that is not plain
   * @throws RecipeException if the recipe asks for what the model is not
   */
  Block block(Network network, Shape pictures, Consumer<String> note) {
    String place = recipe.weights().substring(CaptionedRecipe.Image.ZOO.length());
    int mark = place.lastIndexOf('#');
    String address = mark < 0 ? place : place.substring(0, mark);
    String artifact = mark < 0 ? null : place.substring(mark + 1);
    if (address.isBlank() || artifact != null && artifact.isBlank()) {
      throw new RecipeException(
          "recipe value image.weights: expected zoo:ADDRESS or zoo:ADDRESS#ARTIFACT, found "
              + recipe.weights(),
          "For example zoo:models/resnet or zoo:djl://ai.djl.zoo/resnet.");
    }
    ZooEncoder encoder = ZooEncoder.load(url(address), artifact, pictures, network.manager());
    if (recipe.features() != encoder.features()) {
      throw new RecipeException(
          "recipe value image.features: %s gives %d, found %d"
              .formatted(place, encoder.features(), recipe.features()),
          "The nearest valid value is " + encoder.features() + ".");
    }
    if (encoder.frozenOnly() && !recipe.frozen()) {
      throw new RecipeException(
          "recipe value image.frozen: %s is a closed model of the engine's and cannot be trained"
              .formatted(place),
          "Set image.frozen to true.");
    }
    if (encoder.whole()) {
      note.accept(
          "%s: no classification layer at its end is known; its %d results are taken as features"
              .formatted(place, encoder.features()));
    }
    return encoder.block();
  }

  /** Folders become URLs, so that any character may be in their names. */
  private static String url(String address) {
    // At least two letters, for C:\ is a folder.
    return address.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
        ? address
        : Path.of(address).toAbsolutePath().toUri().toString();
  }
}
