package dev.counterpoint.datasets.captioned.shard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes any captioned pictures as WebDataset shards: of each picture {@code KEY.jpg} (or {@code
 * png}, {@code gif}, {@code bmp}) with the bytes as they are, {@code KEY.txt} with its caption, and
 * {@code KEY.json} with the fields, if there are any. Several captions are a list {@code captions}
 * in {@code KEY.json}, for a text file is one caption. The key is the path of the picture without
 * its ending; dots in its last name become {@code _}, for readers end the key at the first dot.
 *
 * <p>Equal sets give equal bytes. The folder appears whole or not at all.
 */
public final class ShardWriter {

  private static final int BUFFER = 1 << 20;
  private static final int LARGEST_NUMBER = 1_000_000;
  private static final String CAPTIONS = "captions";
  private static final JsonFactory JSON = new JsonFactory();

  private final CaptionedPictures set;
  private final long shardBytes;
  private final IntConsumer progress;
  private final Set<String> used = new HashSet<>();
  private final List<Path> shards = new ArrayList<>();
  private final Map<BadExampleReason, Integer> bad = new EnumMap<>(BadExampleReason.class);
  private TarArchiveOutputStream tar;
  private long bytes;
  private int examples;

  private ShardWriter(CaptionedPictures set, long shardBytes, IntConsumer progress) {
    this.set = set;
    this.shardBytes = shardBytes;
    this.progress = progress;
  }

  /**
   * Writes a set, in its order, as {@code 000000.tar}, {@code 000001.tar} and so on.
   *
   * @param folder made by this; must not exist, or be empty
   * @param shardBytes a shard ends with the example that brings it to so many bytes
   * @param progress told the number of examples seen, after each
   * @return what was written
   * @throws NotWrittenException if the folder is not empty, or the system does not let us write
   * @throws IllegalArgumentException if {@code shardBytes} is below 1
   */
  public static Written write(
      CaptionedPictures set, Path folder, long shardBytes, IntConsumer progress) {
    if (shardBytes < 1) {
      throw new IllegalArgumentException("shardBytes must be 1 or more, not " + shardBytes);
    }
    Path target = folder.toAbsolutePath().normalize();
    Path part = null;
    try {
      requireEmpty(target);
      Files.createDirectories(target.getParent());
      part = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".part-");
      ShardWriter writer = new ShardWriter(set, shardBytes, progress);
      writer.writeAll(part);
      Files.deleteIfExists(target);
      Files.move(part, target);
      part = null;
      return new Written(
          writer.shards.stream().map(shard -> target.resolve(shard.getFileName())).toList(),
          writer.examples,
          writer.bytes,
          writer.bad);
    } catch (IOException e) {
      throw new NotWrittenException(
          "%s cannot be written: %s".formatted(folder, reason(e)),
          "Check the room on the disk and the permissions.",
          e);
    } finally {
      delete(part);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void requireEmpty(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.list(target)) {
        if (files.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw new NotWrittenException(
        "%s exists and is not an empty folder".formatted(target),
        "Shards are written into a folder of their own: name another, or remove this one.",
        null);
  }

  private void writeAll(Path folder) throws IOException {
    try {
      long shardEnd = 0;
      for (int i = 0; i < set.size(); i++) {
        byte[] picture = null;
        Description description = null;
        try {
          description = set.description(i);
          picture = set.picture(i);
        } catch (BadExampleException e) {
          bad.merge(e.reason(), 1, Integer::sum);
        }
        if (picture != null) {
          if (tar == null || tar.getBytesWritten() >= shardEnd) {
            open(folder);
            shardEnd = shardBytes;
          }
          write(set.key(i), picture, description);
          examples++;
        }
        progress.accept(i + 1);
      }
    } finally {
      closeShard();
    }
  }

  private void open(Path folder) throws IOException {
    closeShard();
    if (shards.size() == LARGEST_NUMBER) {
      throw new IOException("there would be more than a million shards; make them larger");
    }
    Path shard = folder.resolve("%06d.tar".formatted(shards.size()));
    tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(shard), BUFFER),
            StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    shards.add(shard);
  }

  private void closeShard() throws IOException {
    if (tar != null) {
      TarArchiveOutputStream open = tar;
      tar = null;
      open.close();
      bytes += Files.size(shards.get(shards.size() - 1));
    }
  }

  private void write(String pictureKey, byte[] picture, Description description)
      throws IOException {
    String key = shardKey(pictureKey);
    add(key + "." + ending(picture, pictureKey), picture);
    boolean several = description.captions().size() > 1;
    if (!several) {
      add(key + ".txt", description.captions().get(0).getBytes(StandardCharsets.UTF_8));
    }
    if (several || !description.fields().isEmpty()) {
      add(key + ".json", json(description, several));
    }
  }

  private void add(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    // Of the clock and the user of this machine nothing gets in.
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private String shardKey(String pictureKey) {
    String inside = relative(pictureKey);
    int name = inside.lastIndexOf('/') + 1;
    int dot = inside.lastIndexOf('.');
    String stem = dot > name ? inside.substring(0, dot) : inside;
    String key = stem.substring(0, name) + stem.substring(name).replace('.', '_');
    String unique = key;
    for (int next = 2; !used.add(unique); next++) {
      unique = key + "-" + next;
    }
    return unique;
  }

  /** What a picture is called inside of a Parquet file may be any text; in a tar it is a path. */
  private static String relative(String key) {
    String path =
        Stream.of(key.split("[/\\\\]"))
            .filter(part -> !part.isBlank() && !part.equals(".") && !part.equals(".."))
            .map(part -> part.replaceAll("\\p{Cntrl}", "_"))
            .collect(Collectors.joining("/"));
    return path.isEmpty() ? "picture" : path;
  }

  /** By what the file is; by its name where it is nothing that we know. */
  private static String ending(byte[] picture, String key) {
    if (startsWith(picture, 0x89, 'P', 'N', 'G')) {
      return "png";
    }
    if (startsWith(picture, 0xFF, 0xD8)) {
      return "jpg";
    }
    if (startsWith(picture, 'G', 'I', 'F', '8')) {
      return "gif";
    }
    if (startsWith(picture, 'B', 'M')) {
      return "bmp";
    }
    String named = key.substring(key.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    return named.matches("png|jpe?g|gif|bmp|webp|tiff?") ? named : "jpg";
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    boolean same = bytes.length >= start.length;
    for (int i = 0; same && i < start.length; i++) {
      same = (bytes[i] & 0xFF) == start[i];
    }
    return same;
  }

  private static byte[] json(Description description, boolean withCaptions) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (withCaptions) {
        json.writeArrayFieldStart(CAPTIONS);
        for (String caption : description.captions()) {
          json.writeString(caption);
        }
        json.writeEndArray();
      }
      for (Map.Entry<String, String> field : new TreeMap<>(description.fields()).entrySet()) {
        if (!withCaptions || !field.getKey().equals(CAPTIONS)) {
          json.writeStringField(field.getKey(), field.getValue());
        }
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void delete(Path part) {
    if (part == null) {
      return;
    }
    try (Stream<Path> files = Files.list(part)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What went wrong before is what the person must know.
    }
  }

  /**
   * What was written.
   *
   * @param shards the files, in their order
   * @param examples number of pictures in them
   * @param bytes of all shards
   * @param bad number of pictures that could not be written, by reason
   */
  public record Written(
      List<Path> shards, int examples, long bytes, Map<BadExampleReason, Integer> bad) {

    /** Copies list and map. */
    public Written {
      shards = List.copyOf(shards);
      bad = Map.copyOf(bad);
    }
  }

  /** Shards that cannot be written where a person wants them. */
  public static final class NotWrittenException extends CounterpointException {

    private static final long serialVersionUID = 1L;

    private NotWrittenException(String problem, String remedy, Throwable cause) {
      super(problem, remedy, cause);
    }
  }
}
