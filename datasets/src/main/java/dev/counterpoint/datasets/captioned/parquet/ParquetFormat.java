package dev.counterpoint.datasets.captioned.parquet;

import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.source.CaptionFormat;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Parquet, one file or a folder of them: a column of pictures, that are paths, bytes, or a group of
 * {@code bytes} and {@code path} as the Hugging Face libraries write it, and columns of captions,
 * that are texts or lists of texts. Other columns of single values become fields. Of files that are
 * called {@code train-00000-of-00007.parquet} and the like, the part becomes the field {@code
 * split} where there is no such column.
 */
public final class ParquetFormat implements CaptionFormat {

  private static final String ENDING = ".parquet";

  @Override
  public String text() {
    return "Parquet (.parquet, or a folder of them): a column of pictures, paths or bytes, and"
        + " columns of captions";
  }

  @Override
  public boolean recognises(SourceFile source) {
    if (source.isFolder()) {
      return !files(source).isEmpty();
    }
    byte[] head = source.head();
    boolean magic = head.length >= 4 && head[0] == 'P' && head[1] == 'A' && head[2] == 'R';
    return magic && head[3] == '1' || source.isFileEndingWith(ENDING);
  }

  @Override
  public CaptionedPictures open(SourceFile source, SourceOptions options) {
    List<Path> files = source.isFolder() ? files(source) : List.of(source.existing());
    if (files.isEmpty()) {
      throw new EmptySourceException(source.given(), "the folder holds no Parquet file", "");
    }
    return new ParquetSetReader(source, options).read(files);
  }

  /** The Parquet files of a folder, or of the folder {@code data} in it, by name. */
  private static List<Path> files(SourceFile source) {
    for (Path folder : List.of(source.existing(), source.existing().resolve("data"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          List<Path> found = files.filter(ParquetFormat::isParquet).sorted().toList();
          if (!found.isEmpty()) {
            return found;
          }
        } catch (IOException e) {
          throw new UnreadableFileException(folder.toString(), e);
        }
      }
    }
    return List.of();
  }

  private static boolean isParquet(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
  }
}
