package dev.counterpoint.app.reproduce.data;

import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the pictures with captions that experiments are made on: OpenMoji in a folder of data sets,
 * or scenes that the program draws where no folder is named.
 *
 * @param host whose environment counts
 */
public record CaptionedSets(Host host) {

  /** Names a folder of data sets. */
  private static final String VARIABLE = "COUNTERPOINT_DATA";

  private static final String OPEN_MOJI = "openmoji";
  private static final String TABLE = "metadata.tsv";
  private static final String PICTURES = "images";

  /** Rows without a skin tone are the base set: the others show the same with other colours. */
  private static final String SKIN_TONE = "skintone";

  private static final String DRAWN = "drawn-scenes";
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
   * @throws FileNotReadException if its table cannot be read
   */
  public CaptionedData find(Optional<Path> data, boolean drawn) {
    if (drawn) {
      return drawn("Drawn scenes, as was asked for.");
    }
    if (data.isPresent()) {
      // Its place is said, for the training would look elsewhere.
      Path table = table(data.get(), "--data");
      return openMoji(table, List.of("data.sources=[\"" + escaped(table) + "\"]"));
    }
    Optional<Path> variable = host.variable(VARIABLE).map(Path::of);
    return variable.isPresent()
        ? openMoji(table(variable.get(), VARIABLE), List.of())
        : drawn("No folder of data sets is named. " + HOW_TO_GET);
  }

  private static CaptionedData drawn(String why) {
    return new CaptionedData(
        "drawn scenes", why, true, DRAWN_PICTURES, List.of("data.sources=[" + DRAWN + "]"));
  }

  private static CaptionedData openMoji(Path table, List<String> settings) {
    int pictures = baseSet(table);
    return new CaptionedData(
        "OpenMoji",
        "OpenMoji from %s: %,d pictures of the base set.".formatted(table.getParent(), pictures),
        false,
        pictures,
        settings);
  }

  private static Path table(Path folder, String namedBy) {
    Path set = folder.resolve(OPEN_MOJI);
    for (Path part : List.of(set.resolve(TABLE), set.resolve(PICTURES))) {
      if (!Files.exists(part)) {
        throw new DatasetNotFoundException(
            "%s names %s, which %s; looked for %s"
                .formatted(
                    namedBy,
                    folder,
                    Files.isDirectory(folder) ? "has no OpenMoji" : "is not a folder",
                    part),
            HOW_TO_GET);
      }
    }
    return set.resolve(TABLE);
  }

  private static int baseSet(Path table) {
    try (Stream<String> lines = Files.lines(table, StandardCharsets.UTF_8)) {
      List<String> all = lines.toList();
      List<String> columns = all.isEmpty() ? List.of() : Arrays.asList(all.get(0).split("\t", -1));
      int skinTone = columns.indexOf(SKIN_TONE);
      return (int)
          all.stream()
              .skip(1)
              .map(line -> line.split("\t", -1))
              .filter(
                  cells -> skinTone < 0 || skinTone >= cells.length || cells[skinTone].isEmpty())
              .count();
    } catch (IOException | UncheckedIOException e) {
      IOException cause = e instanceof IOException io ? io : ((UncheckedIOException) e).getCause();
      throw new FileNotReadException(table, cause);
    }
  }

  /** As it stands between double quotes in YAML. */
  private static String escaped(Path path) {
    return path.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
