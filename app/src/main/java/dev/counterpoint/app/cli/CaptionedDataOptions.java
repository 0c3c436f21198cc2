package dev.counterpoint.app.cli;

import dev.counterpoint.app.captioned.SourceFinder;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which captioned pictures to use. */
final class CaptionedDataOptions {

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description =
          "Pictures with captions: a folder with .txt beside the pictures, a table (.tsv, .csv,"
              + " .parquet), captions of COCO (.json) or Flickr, WebDataset shards"
              + " ('shards/{000..099}.tar'), or a name: openmoji, coco-captions-open, drawn. May be"
              + " repeated.")
  private List<String> sources = new ArrayList<>();

  /** The recipe with these sources in place of its own, paths made absolute. */
  CaptionedRecipe in(CaptionedRecipe recipe) {
    return sources.isEmpty()
        ? recipe
        : recipe.withSources(sources.stream().map(CaptionedDataOptions::absolute).toList());
  }

  boolean isGiven() {
    return !sources.isEmpty();
  }

  /** A run must find its data from wherever it is resumed. */
  private static String absolute(String source) {
    if (SourceFinder.isName(source) && !Files.exists(Path.of(source))) {
      return source;
    }
    return Path.of(source).toAbsolutePath().normalize().toString();
  }
}
