package dev.counterpoint.app.captioned;

import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Tables of drawn scenes as files. */
public final class Tables {

  private Tables() {}

  /** What a table calls the picture of a row. */
  public static String name(int row) {
    return "pictures/%02d.png".formatted(row);
  }

  /** A table with columns file, caption and split, and its pictures beside it. */
  public static Path drawn(Path folder, int rows, IntFunction<String> part) throws IOException {
    DrawnPictures drawn = DrawnPictures.png(5, rows, 24);
    Files.createDirectories(folder.resolve("pictures"));
    List<String> lines = new ArrayList<>(List.of("file\tcaption\tsplit"));
    for (int i = 0; i < rows; i++) {
      Files.write(folder.resolve(name(i)), drawn.picture(i));
      lines.add(name(i) + "\t" + drawn.description(i).captions().get(0) + "\t" + part.apply(i));
    }
    return Files.write(folder.resolve("table.tsv"), lines);
  }
}
