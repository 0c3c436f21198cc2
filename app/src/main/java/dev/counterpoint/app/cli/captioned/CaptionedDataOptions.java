package dev.counterpoint.app.cli.captioned;

import dev.counterpoint.app.captioned.SourceFinder;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which captioned pictures to use. */
public final class CaptionedDataOptions {

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description =
          "Pictures with captions: a folder with .txt beside the pictures, a table (.tsv, .csv,"
              + " .parquet), captions of COCO (.json) or Flickr, WebDataset shards"
              + " ('shards/{000..099}.tar'), or a name: openmoji, coco-captions-open, drawn. May be"
              + " repeated.")
  private List<String> sources = new ArrayList<>();

  /** The recipe with these sources in place of its own, if there are any; all paths absolute. */
  public CaptionedRecipe in(CaptionedRecipe recipe) {
    List<String> chosen = sources.isEmpty() ? recipe.data().sources() : sources;
    return recipe.withFiles(
        chosen.stream().map(CaptionedDataOptions::source).toList(), CaptionedDataOptions::absolute);
  }

  public boolean isGiven() {
    return !sources.isEmpty();
  }

  /** A run must find its data from wherever it is resumed. */
  private static String source(String source) {
    return SourceFinder.isName(source) && !Files.exists(Path.of(source))
        ? source
        : absolute(source);
  }

  private static String absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize().toString();
  }
}
