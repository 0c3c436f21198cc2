package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.captioned.tar.TarEntry;
import dev.counterpoint.datasets.captioned.tar.TarFormatException;
import dev.counterpoint.datasets.captioned.tar.TarScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Groups the files of shards to examples, shard by shard. */
final class ShardScan {

  /** Larger texts are no captions; their content is not read, here or later. */
  static final int LARGEST_TEXT = 1 << 20;

  private static final Set<String> READ = Set.of("jpg", "jpeg", "png", "gif", "bmp");
  private static final Set<String> NOT_READ =
      Set.of("webp", "tif", "tiff", "heic", "heif", "avif", "jp2", "ppm", "pgm", "jxl");

  private final Keys keys = new Keys();
  private final Places pictures = new Places();
  private final Places texts = new Places();
  private final Places records = new Places();
  private final Places labels = new Places();
  private final List<Integer> starts = new ArrayList<>();
  private final MessageDigest digest = sha256();

  private final Map<String, TarEntry> example = new HashMap<>();
  private final Map<String, Integer> extensions = new HashMap<>();
  private String shard;
  private String key;
  private int pairs;

  /**
   * Adds all examples of a shard.
   *
   * @param name the file, as the person would write it
   * @throws TarFormatException if the tar cannot be read, or its files make no examples
   * @throws IOException if the file cannot be read
   */
  void add(String name, SeekableByteChannel in) throws IOException {
    if (in.size() > Places.LARGEST) {
      throw new TarFormatException(
          name,
          0,
          "more than %d bytes".formatted(Places.LARGEST),
          "Divide it into smaller shards.");
    }
    shard = name;
    key = null;
    pairs = 0;
    extensions.clear();
    example.clear();
    keys.beginShard();
    starts.add(keys.size());
    TarScanner scanner = new TarScanner(name, in);
    for (TarEntry entry = scanner.next(); entry != null; entry = scanner.next()) {
      add(entry, scanner);
    }
    finishExample();
    if (pairs == 0) {
      throw new TarFormatException(
          name,
          0,
          "no picture with a text in the whole tar; found files %s".formatted(extensionsFound()),
          "Expected files such as KEY.jpg and KEY.txt (or KEY.json) that follow one another.");
    }
  }

  /** What was found. To be called once, at the end. */
  ShardIndex finish() {
    int size = keys.size();
    starts.add(size);
    keys.trim();
    for (Places places : List.of(pictures, texts, records, labels)) {
      places.trim(size);
    }
    int[] all = starts.stream().mapToInt(Integer::intValue).toArray();
    String fingerprint = HexFormat.of().formatHex(digest.digest());
    return new ShardIndex(keys, pictures, texts, records, labels, all, fingerprint);
  }

  private void add(TarEntry entry, TarScanner scanner) throws IOException {
    String name = entry.name();
    int base = name.lastIndexOf('/') + 1;
    int dot = name.indexOf('.', base);
    if (dot <= base) {
      return;
    }
    if (key == null || key.length() != dot || !name.startsWith(key)) {
      finishExample();
      key = name.substring(0, dot);
    }
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (extensions.size() < 100) {
      extensions.merge(extension, 1, Integer::sum);
    }
    String kind = kind(extension);
    if (kind == null) {
      return;
    }
    if (example.putIfAbsent(extension, entry) != null) {
      throw new TarFormatException(
          shard,
          entry.header(),
          "%s comes twice".formatted(name),
          "Make the shard anew, each file once.");
    }
    // A picture that is read is preferred to one that is not.
    if (READ.contains(extension)) {
      TarEntry other = example.get(kind);
      if (other == null || !READ.contains(extension(other))) {
        example.put(kind, entry);
      }
    } else {
      example.putIfAbsent(kind, entry);
    }
    addToFingerprint(entry, kind, scanner);
  }

  private static String extension(TarEntry entry) {
    int base = entry.name().lastIndexOf('/') + 1;
    return entry.name().substring(entry.name().indexOf('.', base) + 1).toLowerCase(Locale.ROOT);
  }

  // With a dot, so that no extension of a file is the same.
  private static String kind(String extension) {
    if (READ.contains(extension) || NOT_READ.contains(extension)) {
      return ".picture";
    }
    return switch (extension) {
      case "txt" -> ".text";
      case "json" -> ".record";
      case "cls" -> ".label";
      default -> null;
    };
  }

  private void addToFingerprint(TarEntry entry, String kind, TarScanner scanner)
      throws IOException {
    digest.update(entry.name().getBytes(StandardCharsets.UTF_8));
    digest.update(ByteBuffer.allocate(9).put((byte) 0).putLong(entry.size()).flip());
    if (!kind.equals(".picture") && entry.size() <= LARGEST_TEXT) {
      digest.update(scanner.content(entry));
    }
  }

  private void finishExample() {
    TarEntry picture = example.get(".picture");
    TarEntry text = example.get(".text");
    TarEntry json = example.get(".record");
    TarEntry label = example.get(".label");
    if (picture != null || text != null || json != null) {
      int index = keys.size();
      if (!keys.add(key)) {
        throw new TarFormatException(
            shard,
            (picture != null ? picture : text != null ? text : json).header(),
            "the key %s was there before; the files of an example must follow one another"
                .formatted(key),
            "Make the shard anew with sorted names: tar --sort=name -cf SHARD.tar -C FOLDER .");
      }
      put(pictures, index, picture);
      put(texts, index, text);
      put(records, index, json);
      put(labels, index, label);
      pairs += picture != null && (text != null || json != null) ? 1 : 0;
    }
    example.clear();
  }

  private static void put(Places places, int index, TarEntry entry) {
    if (entry != null) {
      places.set(index, entry);
    }
  }

  private String extensionsFound() {
    if (extensions.isEmpty()) {
      return "without extensions, or none at all";
    }
    return extensions.entrySet().stream()
        .sorted((a, b) -> b.getValue() - a.getValue())
        .limit(5)
        .map(e -> "%d .%s".formatted(e.getValue(), e.getKey()))
        .toList()
        .toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
