package dev.counterpoint.app.run;

import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.models.augment.Augmentation;
import dev.counterpoint.models.augment.GeometricAugmentation;
import dev.counterpoint.models.augment.PhotometricAugmentation;

/** From the settings of a recipe to an augmentation. */
public final class Augmentations {

  private Augmentations() {}

  /** What the settings say. */
  public static Augmentation of(Recipe.AugmentationSettings settings) {
    GeometricAugmentation geometric =
        new GeometricAugmentation(
            settings.cropArea(), settings.flip(), settings.rotation(), settings.shift(), 1, 1);
    return new Augmentation(geometric, photometric(settings));
  }

  /** SimCLR's colour distortion of the recipe's strength, with greyscale and blur of their own. */
  private static PhotometricAugmentation photometric(Recipe.AugmentationSettings settings) {
    double most = 0.8 * settings.colorJitter();
    return new PhotometricAugmentation(
        most,
        most,
        most,
        0.2 * settings.colorJitter(),
        0.8,
        settings.grayscale(),
        settings.blur(),
        0.1,
        2);
  }
}
