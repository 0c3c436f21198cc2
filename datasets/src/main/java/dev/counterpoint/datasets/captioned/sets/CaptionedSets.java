package dev.counterpoint.datasets.captioned.sets;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.coco.CocoFormat;
import dev.counterpoint.datasets.captioned.flickr.FlickrFormat;
import dev.counterpoint.datasets.captioned.folder.FolderFormat;
import dev.counterpoint.datasets.captioned.parquet.ParquetFormat;
import dev.counterpoint.datasets.captioned.source.CaptionFormat;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.source.UnknownFormatException;
import dev.counterpoint.datasets.captioned.table.TableFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens captioned pictures of whatever format they are. */
public final class CaptionedSets {

  /** The formats that are read, in the order they are asked in: those with sure signs first. */
  public static final List<CaptionFormat> FORMATS =
      List.of(
          new ParquetFormat(),
          new FlickrFormat(),
          new CocoFormat(),
          new TableFormat(),
          new FolderFormat());

  // Where a folder holds a table of itself, the table says more than the files do.
  private static final List<String> TABLES =
      List.of("captions.tsv", "captions.csv", "metadata.csv", "metadata.tsv", "captions.txt");

  private CaptionedSets() {}

  /** Opens a file or folder, see {@link #open(String, SourceOptions)}. */
  public static CaptionedPictures open(Path path, SourceOptions options) {
    return open(path.toString(), options);
  }

  /**
   * Opens a data set. A folder that holds {@code captions.tsv}, {@code captions.csv}, {@code
   * metadata.csv}, {@code metadata.tsv} or {@code captions.txt} is that table.
   *
   * @param given a file or folder, or a pattern that a format knows
   * @throws DatasetNotFoundException if there is nothing of this name, and no format knows it
   * @throws UnknownFormatException if it is of no format that is read
   * @throws dev.counterpoint.datasets.CounterpointException if it cannot be used at all
   */
  public static CaptionedPictures open(String given, SourceOptions options) {
    SourceFile source = table(SourceFile.of(given));
    for (CaptionFormat format : FORMATS) {
      if (format.recognises(source)) {
        return format.open(source, options);
      }
    }
    if (source.path().isEmpty()) {
      throw new DatasetNotFoundException(
          "there is no file or folder " + given, "Check the path, and from where it is relative.");
    }
    throw new UnknownFormatException(given, FORMATS.stream().map(CaptionFormat::text).toList());
  }

  private static SourceFile table(SourceFile source) {
    if (source.isFolder()) {
      for (String name : TABLES) {
        Path table = source.existing().resolve(name);
        if (Files.isRegularFile(table)) {
          return SourceFile.of(table.toString());
        }
      }
    }
    return source;
  }
}
