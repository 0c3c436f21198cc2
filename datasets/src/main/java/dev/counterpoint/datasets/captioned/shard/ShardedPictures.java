package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Captioned pictures in WebDataset shards; see the package for how they are read.
 *
 * <pre>{@code
 * try (CaptionedPictures photos = ShardedPictures.open("photos/train-{0000..0127}.tar")) {
 *   photos.description(12).captions();
 * }
 * }</pre>
 */
public final class ShardedPictures implements CaptionedPictures {

  private static final int OPEN_FILES = 128;
  private static final int LARGEST_PICTURE = 1 << 28;

  private final String name;
  private final List<ShardFile> files;
  private final OpenChannels channels;
  private final ShardIndex index;

  private ShardedPictures(
      String name, List<ShardFile> files, OpenChannels channels, ShardIndex index) {
    this.name = name;
    this.files = files;
    this.channels = channels;
    this.index = index;
  }

  /**
   * Scans the headers of all shards.
   *
   * @param source a tar, a folder of tars, or either with braces, see {@link BraceExpansion}
   * @throws ShardSourceException if the source is not understood, or a folder without tars
   * @throws DatasetNotFoundException if a shard is missing
   * @throws dev.counterpoint.datasets.captioned.tar.TarFormatException if a shard is damaged, cut
   *     off, compressed, or holds what a shard must not, or no example at all
   * @throws UnreadableFileException if the system cannot read one
   */
  public static ShardedPictures open(String source) {
    ShardScan scan = new ShardScan();
    OpenChannels channels = new OpenChannels(OPEN_FILES);
    List<ShardFile> files = new ArrayList<>();
    for (Path tar : ShardPaths.find(source)) {
      try (FileChannel in = FileChannel.open(tar)) {
        ShardFile file = new ShardFile(tar, channels);
        scan.add(tar.toString(), in);
        // Written to while it was scanned, it would be known by the wrong places.
        file.checkUnchanged();
        files.add(file);
      } catch (IOException e) {
        throw new UnreadableFileException(tar.toString(), e);
      }
    }
    return new ShardedPictures(source, List.copyOf(files), channels, scan.finish());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return index.size();
  }

  /** Number of shards. */
  public int shards() {
    return files.size();
  }

  /**
   * Which examples lie in which shard: those of shard {@code i} are {@code starts[i]} to before
   * {@code starts[i + 1]}.
   *
   * @return one more than there are shards
   */
  public int[] shardStarts() {
    return index.starts().clone();
  }

  /** The key within its shard; other shards may have the same. */
  @Override
  public String key(int example) {
    Objects.checkIndex(example, size());
    return index.keys().get(example);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShardChangedException if the shard is gone, or not what it was
   */
  @Override
  public Description description(int example) {
    String key = key(example);
    return ShardTexts.read(
        key,
        text(example, index.texts().get(example), key),
        text(example, index.records().get(example), key),
        text(example, index.labels().get(example), key));
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShardChangedException if the shard is gone, or not what it was
   */
  @Override
  public byte[] picture(int example) {
    String key = key(example);
    Place place = index.pictures().get(example);
    if (place == null) {
      throw bad(BadExampleReason.PICTURE_MISSING, key, "no file of a picture", example);
    }
    if (place.size() > LARGEST_PICTURE) {
      String found = "more than %d bytes".formatted(LARGEST_PICTURE);
      throw bad(BadExampleReason.PICTURE_TOO_LARGE, key, found, example);
    }
    return file(example).read(place);
  }

  @Override
  public String fingerprint() {
    return index.fingerprint();
  }

  @Override
  public void close() {
    channels.close();
  }

  private byte[] text(int example, Place place, String key) {
    if (place == null) {
      return null;
    }
    if (place.size() > ShardScan.LARGEST_TEXT) {
      String found = "more than %d bytes".formatted(ShardScan.LARGEST_TEXT);
      throw bad(BadExampleReason.CAPTION_TOO_LONG, key, found, example);
    }
    return file(example).read(place);
  }

  private ShardFile file(int example) {
    return files.get(index.shard(example));
  }

  private BadExampleException bad(BadExampleReason reason, String key, String what, int example) {
    String detail = "%s in %s".formatted(what, file(example).name());
    return new BadExampleException(reason, key, detail, null);
  }
}
