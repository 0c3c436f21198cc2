package dev.counterpoint.app.captioned;

import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import dev.counterpoint.datasets.captioned.sets.CaptionedSets;
import dev.counterpoint.datasets.captioned.sets.NamedSet;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * From what a person names to captioned pictures: a data set with a name, scenes that the program
 * draws itself, or files.
 *
 * @param dataFolder folder of the data sets that have names, if there is one
 */
public record SourceFinder(Optional<Path> dataFolder) {

  /** The name of scenes that the program draws itself; a number may follow, as in drawn:5000. */
  public static final String DRAWN = "drawn";

  private static final int DRAWN_SCENES = 4_000;
  private static final int DRAWN_SIDE = 64;
  private static final long DRAWN_SEED = 1;

  /** Named sets in the folder that the environment variable COUNTERPOINT_DATA names. */
  public static SourceFinder standard() {
    return new SourceFinder(Optional.ofNullable(System.getenv("COUNTERPOINT_DATA")).map(Path::of));
  }

  /** Whether a source is the name of a data set rather than a path. */
  public static boolean isName(String source) {
    return isDrawn(source) || NamedSet.names().contains(source);
  }

  private static boolean isDrawn(String source) {
    return source.equals(DRAWN) || source.matches(DRAWN + ":\\d{1,9}");
  }

  /**
   * Opens a source.
   *
   * @throws DatasetNotFoundException if it is the name of a set that is not there
   * @throws dev.counterpoint.datasets.CounterpointException as {@link CaptionedSets#open}
   */
  CaptionedPictures open(String source, CaptionedRecipe.Data settings) {
    if (isDrawn(source)) {
      int size = source.equals(DRAWN) ? DRAWN_SCENES : Integer.parseInt(source.substring(6));
      return DrawnPictures.png(DRAWN_SEED, Math.max(1, size), DRAWN_SIDE);
    }
    if (NamedSet.names().contains(source) && !Files.exists(Path.of(source))) {
      Path folder =
          dataFolder.orElseThrow(
              () ->
                  new DatasetNotFoundException(
                      "the data set %s is looked for in the folder that COUNTERPOINT_DATA names,"
                              .formatted(source)
                          + " which is not set",
                      "Set COUNTERPOINT_DATA, or give the path of the data."));
      return NamedSet.of(source).open(folder);
    }
    return CaptionedSets.open(source, options(settings));
  }

  private static SourceOptions options(CaptionedRecipe.Data settings) {
    SourceOptions options = SourceOptions.standard();
    if (!settings.imageColumn().isEmpty()) {
      options = options.withImageColumn(settings.imageColumn());
    }
    if (!settings.captionColumns().isEmpty()) {
      options = options.withCaptionColumns(settings.captionColumns().toArray(new String[0]));
    }
    if (!settings.imageFolder().isEmpty()) {
      options = options.withImageFolder(Path.of(settings.imageFolder()));
    }
    if (!settings.where().isEmpty()) {
      options = options.withWhere(settings.where().split(","));
    }
    if (!settings.labelColumn().isEmpty()) {
      options = options.withLabelColumn(settings.labelColumn());
    }
    return options;
  }
}
