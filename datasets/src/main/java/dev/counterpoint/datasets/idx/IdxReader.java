package dev.counterpoint.datasets.idx;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Reads IDX files of unsigned bytes, the format of MNIST and its relatives (LeCun et al., <i>The
 * MNIST database</i>, "file formats"): magic number, dimensions and data, all big-endian.
 *
 * <p>Plain or gzip is decided by the content, not by the name. The reader is strict: what the
 * header promises must be there to the byte and nothing after it. Memory grows with the data that
 * arrive, never on the word of the header, and a packed file is not unpacked further than one byte
 * past its promise.
 */
public final class IdxReader {

  /** The most data that a header may promise unless the caller says otherwise: 1 GiB. */
  public static final long DEFAULT_MAX_BYTES = 1L << 30;

  private static final int IMAGES_MAGIC = 0x00000803;
  private static final int LABELS_MAGIC = 0x00000801;
  private static final int MAX_SIDE = 1 << 14;
  private static final int FIRST_CHUNK = 1 << 20;
  private static final Map<Byte, String> TYPES =
      Map.of(
          (byte) 0x08, "unsigned byte",
          (byte) 0x09, "signed byte",
          (byte) 0x0B, "short",
          (byte) 0x0C, "int",
          (byte) 0x0D, "float",
          (byte) 0x0E, "double");
  private static final String REMEDY = "Fetch the file again from where it came from.";

  private final InputStream in;
  private final String where;
  private final boolean packed;
  private final long maxBytes;

  private IdxReader(InputStream in, String where, boolean packed, long maxBytes) {
    this.in = in;
    this.where = where;
    this.packed = packed;
    this.maxBytes = Math.min(maxBytes, Integer.MAX_VALUE - 8L);
  }

  /**
   * Reads a file of images.
   *
   * @throws IdxFormatException if it is not an IDX file of images, whole and exact
   * @throws UnreadableFileException if the system does not let it be read
   */
  public static IdxImages readImages(Path file) {
    try (InputStream raw = Files.newInputStream(file)) {
      return readImages(raw, file.toString(), DEFAULT_MAX_BYTES);
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
  }

  /**
   * Reads a file of labels.
   *
   * @return {@code (N)} labels as unsigned bytes, N at least 1
   * @throws IdxFormatException if it is not an IDX file of labels, whole and exact
   * @throws UnreadableFileException if the system does not let it be read
   */
  public static byte[] readLabels(Path file) {
    try (InputStream raw = Files.newInputStream(file)) {
      return readLabels(raw, file.toString(), DEFAULT_MAX_BYTES);
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
  }

  /**
   * Reads images from a stream, to its very end, and leaves it open.
   *
   * @param raw the file's bytes, packed or plain
   * @param where the file's name, for errors
   * @param maxBytes the most data that the header may promise
   * @throws IdxFormatException if it is not an IDX file of images, whole and exact
   * @throws IOException if the stream cannot be read
   */
  public static IdxImages readImages(InputStream raw, String where, long maxBytes)
      throws IOException {
    IdxReader reader = open(raw, where, maxBytes);
    try {
      return reader.images();
    } finally {
      reader.release();
    }
  }

  /**
   * Reads labels from a stream, to its very end, and leaves it open.
   *
   * @param raw the file's bytes, packed or plain
   * @param where the file's name, for errors
   * @param maxBytes the most data that the header may promise
   * @return {@code (N)} labels as unsigned bytes, N at least 1
   * @throws IdxFormatException if it is not an IDX file of labels, whole and exact
   * @throws IOException if the stream cannot be read
   */
  public static byte[] readLabels(InputStream raw, String where, long maxBytes) throws IOException {
    IdxReader reader = open(raw, where, maxBytes);
    try {
      return reader.labels();
    } finally {
      reader.release();
    }
  }

  private static IdxReader open(InputStream raw, String where, long maxBytes) throws IOException {
    PushbackInputStream start = new PushbackInputStream(new Unclosed(raw), 2);
    byte[] first = start.readNBytes(2);
    start.unread(first);
    boolean packed = first.length == 2 && first[0] == 0x1F && first[1] == (byte) 0x8B;
    return new IdxReader(
        packed ? new StrictGzipStream(start, where) : start, where, packed, maxBytes);
  }

  private void release() throws IOException {
    in.close();
  }

  private IdxImages images() throws IOException {
    checkMagic(IMAGES_MAGIC);
    long count = readUnsignedInt("number of images");
    long height = readUnsignedInt("height");
    long width = readUnsignedInt("width");
    String promise = "%d images of %d x %d".formatted(count, height, width);
    if (count == 0 || height == 0 || width == 0) {
      throw error("the header says %s: there is nothing in it".formatted(promise));
    }
    if (height > MAX_SIDE || width > MAX_SIDE) {
      throw error(
          "the header says %s; a side may have at most %d pixels".formatted(promise, MAX_SIDE));
    }
    // At most 2^32 * 2^14 * 2^14, which a long holds.
    byte[] pixels = readData(count * height * width, promise, 16);
    return new IdxImages(pixels, (int) count, (int) height, (int) width);
  }

  private byte[] labels() throws IOException {
    checkMagic(LABELS_MAGIC);
    long count = readUnsignedInt("number of labels");
    if (count == 0) {
      throw error("the header says 0 labels: there is nothing in it");
    }
    return readData(count, count + " labels", 8);
  }

  private byte[] readData(long promised, String promise, int headerBytes) throws IOException {
    if (promised > maxBytes) {
      throw error(
          "the header says %s, %d bytes; at most %d bytes are read"
              .formatted(promise, promised, maxBytes));
    }
    int size = (int) promised;
    byte[] data = new byte[Math.min(size, FIRST_CHUNK)];
    int filled = 0;
    while (filled < size) {
      if (filled == data.length) {
        data = Arrays.copyOf(data, (int) Math.min(size, 2L * data.length));
      }
      int got = in.read(data, filled, data.length - filled);
      if (got < 0) {
        throw error(
            "the data end too early: the header says %s, expected %d bytes after the header, found %d (the content ends at offset %d)"
                .formatted(promise, promised, filled, headerBytes + (long) filled));
      }
      filled += got;
    }
    if (in.read() >= 0) {
      throw error(
          "bytes follow after the last of %s, from offset %d on"
              .formatted(promise, headerBytes + promised));
    }
    return data;
  }

  private void checkMagic(int expected) throws IOException {
    byte[] found = in.readNBytes(4);
    if (found.length == 0) {
      throw error("the file is empty; expected an IDX file of " + content(expected));
    }
    int magic = 0;
    for (byte b : found) {
      magic = magic << 8 | b & 0xFF;
    }
    if (found.length == 4 && magic == expected) {
      return;
    }
    throw error(
        "expected an IDX file of %s (magic number %08x), found %s"
            .formatted(content(expected), expected, describe(found, magic)));
  }

  private String describe(byte[] found, int magic) {
    String bytes = "the bytes " + HexFormat.ofDelimiter(" ").formatHex(found);
    String text = new String(found, StandardCharsets.ISO_8859_1);
    if (found.length < 4) {
      return bytes + " and then the end";
    }
    if (magic == IMAGES_MAGIC || magic == LABELS_MAGIC) {
      return "a file of %s (%08x): are the two exchanged?".formatted(content(magic), magic);
    }
    if (found[0] == 0 && found[1] == 0 && found[2] >= 0x08 && found[2] <= 0x0E && found[3] > 0) {
      return "an IDX file of type %02x (%s) with %d dimension(s), %08x"
          .formatted(found[2], TYPES.getOrDefault(found[2], "unknown"), found[3], magic);
    }
    if (text.startsWith("\u001f\u008b")) {
      return "gzip data inside the gzip data: the file was packed twice";
    }
    if (text.startsWith("<")) {
      return bytes + " (\"" + text.replaceAll("\\s", " ") + "\"): it looks like a web page";
    }
    if (text.startsWith("PK")) {
      return bytes + ": it looks like a zip archive";
    }
    if (!packed && where.toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return bytes + ": the name ends in .gz, but this is not gzip data";
    }
    return bytes;
  }

  private static String content(int magic) {
    return magic == IMAGES_MAGIC ? "images" : "labels";
  }

  private long readUnsignedInt(String what) throws IOException {
    byte[] bytes = in.readNBytes(4);
    if (bytes.length < 4) {
      throw error("the header ends before the " + what);
    }
    long value = 0;
    for (byte b : bytes) {
      value = value << 8 | b & 0xFF;
    }
    return value;
  }

  private IdxFormatException error(String problem) {
    return new IdxFormatException(where + ": " + problem, REMEDY);
  }
}
