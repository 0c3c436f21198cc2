package dev.counterpoint.datasets.captioned.sets;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.NearestName;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A data set that has a name, in a folder of this name below a folder of data sets. */
public enum NamedSet {
  /** OpenMoji's base set of 2,362 pictures; its label is the group of the emoji. */
  OPENMOJI(
      "openmoji",
      "metadata.tsv",
      SourceOptions.standard()
          .withImageColumn("filename")
          .withCaptionColumns("annotation")
          .withLabelColumn("group")
          .withWhere("skintone=")),
  /** Openly licensed pictures of COCO: 118, with five captions each. */
  COCO_CAPTIONS_OPEN(
      "coco-captions-open",
      "captions.tsv",
      SourceOptions.standard().withImageColumn("filename").withCaptionColumns("caption"));

  private final String text;
  private final String table;
  private final SourceOptions options;

  NamedSet(String text, String table, SourceOptions options) {
    this.text = text;
    this.table = table;
    this.options = options;
  }

  /** Its name, as a person writes it. */
  public String text() {
    return text;
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(NamedSet::text).toList();
  }

  /**
   * The set of a name.
   *
   * @throws DatasetNotFoundException if there is none
   */
  public static NamedSet of(String name) {
    return Arrays.stream(values())
        .filter(set -> set.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetNotFoundException(
                    "no data set is called \"%s\"; there are %s"
                        .formatted(name, String.join(", ", names())),
                    "The nearest is \"%s\".".formatted(NearestName.of(name, names()))));
  }

  /**
   * Opens the set.
   *
   * @param dataFolder the folder of data sets
   * @throws DatasetNotFoundException if it is not there
   */
  public CaptionedPictures open(Path dataFolder) {
    Path file = dataFolder.resolve(text).resolve(table);
    if (!Files.isRegularFile(file)) {
      throw new DatasetNotFoundException(
          "the data set %s is not in %s: there is no %s/%s"
              .formatted(text, dataFolder, text, table),
          "Name the folder of data sets that has it, or open your own by its path.");
    }
    return CaptionedSets.open(file, options.withImageFolder(file.resolveSibling("images")));
  }
}
