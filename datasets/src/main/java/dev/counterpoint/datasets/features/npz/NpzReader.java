package dev.counterpoint.datasets.features.npz;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Reads {@code .npz} files: zips whose entries are {@code NAME.npy}, stored or deflated.
 *
 * <p>Strict: every entry is an array, no name comes twice, the size that the zip tells, the shape
 * in the header and the bytes that are there must agree, and so must the checksum. Sizes are
 * checked before memory is taken: an entry cannot be larger than deflate could have made of the
 * bytes it takes in the file, and all together no larger than a limit. Python objects are never
 * read.
 */
public final class NpzReader {

  /** Bytes of all arrays of a file that are read, by default: 4 GiB. */
  public static final long MOST_BYTES = 1L << 32;

  static final String DAMAGED = "The file is damaged or was not written by numpy.savez.";

  private static final String ENDING = ".npy";
  // Deflate makes at most 1,032 bytes of one.
  private static final long MOST_INFLATED = 1_040;
  private static final int MOST_ENTRIES = 10_000;

  private final String where;
  private final long mostBytes;

  private NpzReader(String where, long mostBytes) {
    this.where = where;
    this.mostBytes = mostBytes;
  }

  /** Reads all arrays of a file, with the {@linkplain #MOST_BYTES standard limit}. */
  public static Map<String, NpyArray> read(Path file) {
    return read(file, name -> true, MOST_BYTES);
  }

  /**
   * Reads some arrays of a file.
   *
   * @param wanted names of the arrays that are read, without {@code .npy}
   * @param mostBytes bytes of all of them
   * @return arrays by name, in the order of the file
   * @throws NpzException if it is no zip of arrays, whole and exact, or beyond the limit
   * @throws UnreadableFileException if the system does not let it be read
   */
  public static Map<String, NpyArray> read(Path file, Predicate<String> wanted, long mostBytes) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new NpzReader(file.toString(), mostBytes).read(channel, wanted);
    } catch (IOException e) {
      throw new UnreadableFileException(file.toString(), e);
    }
  }

  /** Reads from any channel. */
  static Map<String, NpyArray> read(String where, SeekableByteChannel channel, long mostBytes) {
    return new NpzReader(where, mostBytes).read(channel, name -> true);
  }

  private Map<String, NpyArray> read(SeekableByteChannel channel, Predicate<String> wanted) {
    try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      checkEntries(entries, wanted);
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (ZipArchiveEntry entry : entries) {
        String name = name(entry);
        if (wanted.test(name)) {
          arrays.put(name, read(zip, entry, "%s: array '%s'".formatted(where, name)));
        }
      }
      return arrays;
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      // The library throws what a damaged directory leads it into.
      throw new NpzException(
          where, "it is no zip file, or a damaged one: " + e.getMessage(), DAMAGED, e);
    }
  }

  private static String name(ZipArchiveEntry entry) {
    String name = entry.getName();
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
  }

  private void checkEntries(List<ZipArchiveEntry> entries, Predicate<String> wanted) {
    if (entries.size() > MOST_ENTRIES) {
      throw new NpzException(
          where,
          "%d entries; at most %d are read".formatted(entries.size(), MOST_ENTRIES),
          DAMAGED);
    }
    Set<String> seen = new HashSet<>();
    long sum = 0;
    for (ZipArchiveEntry entry : entries) {
      String name = name(entry);
      if (name.isEmpty()) {
        throw new NpzException(
            where,
            "the entry '%s' is no array; expected NAME.npy".formatted(entry.getName()),
            DAMAGED);
      }
      if (!seen.add(name)) {
        throw new NpzException(where, "the array '%s' comes twice".formatted(name), DAMAGED);
      }
      if (wanted.test(name)) {
        checkSizes(entry, "%s: array '%s'".formatted(where, name));
        sum += entry.getSize();
      }
    }
    if (sum > Math.min(mostBytes, Runtime.getRuntime().maxMemory())) {
      throw new NpzException(
          where,
          "its arrays take %d bytes; at most %d are read, and this JVM has room for %d"
              .formatted(sum, mostBytes, Runtime.getRuntime().maxMemory()),
          "Leave out what is not needed, save less exact numbers (float32, float16), or give the"
              + " JVM more memory (-Xmx).");
    }
  }

  private static void checkSizes(ZipArchiveEntry entry, String array) {
    boolean stored = entry.getMethod() == ZipEntry.STORED;
    if (entry.getGeneralPurposeBit().usesEncryption()
        || !stored && entry.getMethod() != ZipEntry.DEFLATED) {
      throw new NpzException(
          array,
          "it is encrypted, or packed by method %d; read are stored (0) and deflated (8)"
              .formatted(entry.getMethod()),
          "Write it with numpy.savez or numpy.savez_compressed.");
    }
    long size = entry.getSize();
    long packed = entry.getCompressedSize();
    if (size < 0 || packed < 0 || (stored ? size != packed : size / MOST_INFLATED > packed)) {
      throw new NpzException(
          array,
          "%d bytes that take %d in the file, which cannot be".formatted(size, packed),
          DAMAGED);
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new NpzException(
          array,
          "%d bytes; arrays of 2 GiB and more are not read".formatted(size),
          "Divide it, or save less exact numbers (float32, float16).");
    }
  }

  private static NpyArray read(ZipFile zip, ZipArchiveEntry entry, String array)
      throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      NpyHeader header = NpyHeader.read(in, array);
      if (header.length() + header.dataBytes() != entry.getSize()) {
        throw new NpzException(
            array,
            "%s %s takes %d bytes, but %d follow the header"
                .formatted(
                    header.type(),
                    header.shape(),
                    header.dataBytes(),
                    entry.getSize() - header.length()),
            DAMAGED);
      }
      byte[] bytes = new byte[(int) header.dataBytes()];
      int read = in.readNBytes(bytes, 0, bytes.length);
      if (read < bytes.length || in.read() >= 0 || sum.getValue() != entry.getCrc()) {
        throw new NpzException(
            array, "its bytes are not as many as they should be, or not the same", DAMAGED);
      }
      ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      NpyArray stored = new NpyArray(header.type(), header.storedShape(), data);
      return header.columnsFirst() ? ColumnsFirst.turned(stored) : stored;
    } catch (ZipException e) {
      throw new NpzException(array, "it cannot be unpacked: " + e.getMessage(), DAMAGED, e);
    }
  }
}
