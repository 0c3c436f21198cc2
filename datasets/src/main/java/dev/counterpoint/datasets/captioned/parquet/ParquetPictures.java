package dev.counterpoint.datasets.captioned.parquet;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.store.ExampleList;
import dev.counterpoint.datasets.captioned.store.Fingerprint;
import dev.counterpoint.datasets.captioned.store.PictureFolder;
import dev.counterpoint.datasets.picture.file.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures that are embedded in Parquet files. A picture is read with the page that it is on, about
 * a megabyte, where the file has an index of its pages; otherwise with its whole row group, and
 * then reading in the order of the file is faster by far.
 */
public final class ParquetPictures implements CaptionedPictures {

  private final String name;
  private final List<EmbeddedPictures> files;
  private final int[] starts;
  private final int[] rows;
  private final ExampleList examples;
  private final PictureFolder folder;
  private final PictureReader.Limits limits;
  private final LeftOut leftOut;
  private final Fingerprint fingerprint;

  ParquetPictures(
      String name,
      List<Path> paths,
      int[] starts,
      int[] rows,
      ExampleList examples,
      ImageColumn image,
      PictureFolder folder,
      PictureReader.Limits limits,
      LeftOut leftOut) {
    this.name = name;
    this.files = paths.stream().map(path -> new EmbeddedPictures(path, image)).toList();
    this.starts = starts.clone();
    this.rows = rows.clone();
    this.examples = examples;
    this.folder = folder;
    this.limits = limits;
    this.leftOut = leftOut;
    long[] sizes = paths.stream().mapToLong(ParquetPictures::size).toArray();
    this.fingerprint =
        new Fingerprint(
            examples.size(),
            (sum, index) -> {
              examples.digest(index, sum);
              Fingerprint.add(sum, sizes[file(index)]);
            });
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1;
    }
  }

  /** What the files have beside the examples. */
  public LeftOut leftOut() {
    return leftOut;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public String key(int index) {
    return examples.key(index);
  }

  @Override
  public Description description(int index) {
    return examples.description(index);
  }

  @Override
  public byte[] picture(int index) {
    String where = "%s row %d".formatted(files.get(file(index)).name(), rows[index]);
    byte[] bytes;
    try {
      bytes = files.get(file(index)).read(rows[index]);
    } catch (CounterpointException e) {
      throw new BadExampleException(
          BadExampleReason.PICTURE_UNREADABLE, key(index), e.problem(), e);
    }
    if (bytes == null) {
      return fromFile(index, where);
    }
    if (bytes.length > limits.bytes()) {
      throw new BadExampleException(
          BadExampleReason.PICTURE_TOO_LARGE,
          key(index),
          "%s: %d bytes; allowed: %d".formatted(where, bytes.length, limits.bytes()),
          null);
    }
    return bytes;
  }

  /** A row may have a path in place of bytes. */
  private byte[] fromFile(int index, String where) {
    String path;
    try {
      path = folder.key(key(index), () -> where);
    } catch (CounterpointException e) {
      throw new BadExampleException(BadExampleReason.PICTURE_MISSING, key(index), e.problem(), e);
    }
    return folder.read(path, where);
  }

  private int file(int index) {
    int found = Arrays.binarySearch(starts, index);
    if (found < 0) {
      return -found - 2;
    }
    // Files without examples begin where the next does.
    while (found + 1 < starts.length && starts[found + 1] == index) {
      found++;
    }
    return found;
  }

  @Override
  public String fingerprint() {
    return fingerprint.hex();
  }

  @Override
  public void close() {
    files.forEach(EmbeddedPictures::close);
  }
}
