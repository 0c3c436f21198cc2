package dev.counterpoint.app.reproduce.data;

import dev.counterpoint.app.captioned.SourceFinder;
import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.sets.NamedSet;
import dev.counterpoint.datasets.download.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the pictures with captions that experiments are made on: OpenMoji in a folder of data sets,
 * or scenes that the program draws where no folder is named.
 *
 * @param host whose environment counts
 */
public record EmojiSource(Host host) {

  /** Names a folder of data sets. */
  private static final String VARIABLE = "COUNTERPOINT_DATA";

  private static final String TABLE = "metadata.tsv";
  private static final String PICTURES = "images";

  /** Columns with what an emoji may be called besides, where a table has them. */
  private static final List<String> TAGS = List.of("tags", "openmoji_tags");

  private static final int DRAWN_PICTURES = 2_000;

  private static final String HOW_TO_GET =
      "OpenMoji (openmoji.org, CC BY-SA 4.0) is read from a folder 'openmoji' in a folder of data"
          + " sets that --data or COUNTERPOINT_DATA names: pictures as PNG in openmoji/images, and"
          + " openmoji/metadata.tsv with the columns filename, annotation, group and skintone."
          + " Pictures and openmoji.json come with each release at"
          + " github.com/hfg-gmuend/openmoji. --rendered takes drawn scenes instead.";

  /**
   * Finds OpenMoji, or what takes its place.
   *
   * @param data folder of data sets that a person named; else the environment names one
   * @param drawn whether drawn scenes are asked for
   * @throws DatasetNotFoundException if a folder that was named lacks OpenMoji
   * @throws dev.counterpoint.datasets.CounterpointException if its table cannot be read
   */
  public CaptionedData find(Optional<Path> data, boolean drawn) {
    if (drawn) {
      return drawn("Drawn scenes, as was asked for.");
    }
    if (data.isPresent()) {
      return openMoji(data.get(), "--data", explicit(data.get()));
    }
    String name = NamedSet.OPENMOJI.text();
    return host.variable(VARIABLE)
        .map(Path::of)
        .map(folder -> openMoji(folder, VARIABLE, List.of("data.sources=[" + name + "]")))
        .orElseGet(() -> drawn("No folder of data sets is named. " + HOW_TO_GET));
  }

  private static CaptionedData drawn(String why) {
    return new CaptionedData(
        "drawn scenes",
        why,
        true,
        DRAWN_PICTURES,
        List.of("data.sources=['" + SourceFinder.DRAWN + ":" + DRAWN_PICTURES + "']"));
  }

  private static CaptionedData openMoji(Path folder, String namedBy, List<String> settings) {
    requireParts(folder, namedBy);
    int pictures;
    List<String> tags;
    try (CaptionedPictures set = NamedSet.OPENMOJI.open(folder)) {
      pictures = set.size();
      Set<String> fields = set.description(0).fields().keySet();
      tags = TAGS.stream().filter(fields::contains).toList();
    }
    List<String> all = new ArrayList<>(settings);
    if (!tags.isEmpty()) {
      all.add("data.keywordFields=[" + String.join(", ", tags) + "]");
    }
    return new CaptionedData(
        "OpenMoji",
        "OpenMoji from %s: %,d pictures of the base set.".formatted(set(folder), pictures),
        false,
        pictures,
        all);
  }

  /** The set by its path: by its name a training would look for it in the environment's folder. */
  private static List<String> explicit(Path folder) {
    return List.of(
        "data.sources=[" + quoted(set(folder).resolve(TABLE)) + "]",
        "data.imageColumn=filename",
        "data.captionColumns=[annotation]",
        "data.imageFolder=" + quoted(set(folder).resolve(PICTURES)),
        "data.where=skintone=",
        "data.labelColumn=group");
  }

  private static Path set(Path folder) {
    return folder.resolve(NamedSet.OPENMOJI.text());
  }

  private static void requireParts(Path folder, String namedBy) {
    for (String part : List.of(TABLE, PICTURES)) {
      if (!Files.exists(set(folder).resolve(part))) {
        throw new DatasetNotFoundException(
            "%s names %s, which %s; looked for %s"
                .formatted(
                    namedBy,
                    folder,
                    Files.isDirectory(folder) ? "has no OpenMoji" : "is not a folder",
                    set(folder).resolve(part)),
            HOW_TO_GET);
      }
    }
  }

  /** As YAML has it. */
  private static String quoted(Path path) {
    String text = path.toAbsolutePath().toString();
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
