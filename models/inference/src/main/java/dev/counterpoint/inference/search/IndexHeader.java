package dev.counterpoint.inference.search;

import dev.counterpoint.inference.search.exact.IndexLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The first bytes of an index, little-endian, and from them where everything else is.
 *
 * <pre>
 * offset  bytes
 *      0  8   89 43 50 49 58 0D 0A 1A ("CPIX" between bytes that a transfer as text would change)
 *      8  4   version, 1
 *     12  4   width D
 *     16  8   rows N
 *     24  8   bytes of the entries
 *     32  4   CRC-32C of the entries
 *     36  4   CRC-32C of the rows
 *     40  32  identity of the model: SHA-256 of its bundle
 *    124  4   CRC-32C of the 124 bytes before
 *   4096      rows: N x D float32, each of length one
 *             codes: blocks of 512 rows, see {@link IndexLayout}
 *             entries: what each row is of, see {@link IndexEntries}
 * </pre>
 *
 * @param width numbers of a vector
 * @param count rows
 * @param entriesBytes length of the entries
 * @param entriesSum CRC-32C of the entries
 * @param rowsSum CRC-32C of the rows; with the other it tells one index from the next
 * @param model 64 lower-case hexadecimal digits
 */
record IndexHeader(
    int width, long count, long entriesBytes, int entriesSum, int rowsSum, String model) {

  static final int VERSION = 1;

  static final int BYTES = IndexLayout.HEADER;

  static final int WIDEST = 1 << 16;

  private static final byte[] MAGIC = {(byte) 0x89, 'C', 'P', 'I', 'X', '\r', '\n', 0x1A};
  private static final int SUMMED = 124;
  private static final int HASH = 32;

  IndexLayout layout() {
    return new IndexLayout(width, count);
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putInt(VERSION).putInt(width).putLong(count).putLong(entriesBytes);
    bytes.putInt(entriesSum).putInt(rowsSum).put(HexFormat.of().parseHex(model));
    bytes.putInt(SUMMED, sum(bytes.array()));
    return bytes.array();
  }

  /**
   * Reads the header and holds it against the length of the file, before anything is made room for.
   *
   * @param start the first bytes, {@link #BYTES} if there are as many
   * @throws MalformedIndexException if it is not that of an index with this length
   */
  static IndexHeader parse(Path file, byte[] start, long length) {
    ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    if (start.length < MAGIC.length
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw MalformedIndexException.at(file, "it does not begin as one");
    }
    if (start.length < BYTES) {
      throw MalformedIndexException.at(file, "it ends within its header, after " + length);
    }
    int version = bytes.getInt(8);
    if (version != VERSION) {
      throw MalformedIndexException.version(file, version);
    }
    if (bytes.getInt(SUMMED) != sum(start)) {
      throw MalformedIndexException.at(file, "the checksum of its header is wrong");
    }
    byte[] model = new byte[HASH];
    bytes.get(40, model);
    IndexHeader header =
        new IndexHeader(
            bytes.getInt(12),
            bytes.getLong(16),
            bytes.getLong(24),
            bytes.getInt(32),
            bytes.getInt(36),
            HexFormat.of().formatHex(model));
    header.requireLength(file, length);
    return header;
  }

  private void requireLength(Path file, long length) {
    if (width < 1 || width > WIDEST) {
      throw MalformedIndexException.at(
          file, "expected vectors of 1 to %d numbers, found %d".formatted(WIDEST, width));
    }
    if (count < 0 || count > IndexLayout.MOST_ROWS) {
      throw MalformedIndexException.at(
          file, "expected 0 to %d rows, found %d".formatted(IndexLayout.MOST_ROWS, count));
    }
    if (entriesBytes < 0 || entriesBytes > IndexEntries.MOST_BYTES) {
      throw MalformedIndexException.at(file, "it states %d bytes of names".formatted(entriesBytes));
    }
    long expected = layout().entriesAt() + entriesBytes;
    if (expected != length) {
      throw MalformedIndexException.at(
          file,
          "%d rows of %d numbers and %d bytes of names need %d bytes, the file has %d"
              .formatted(count, width, entriesBytes, expected, length));
    }
  }

  private static int sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, SUMMED);
    return (int) sum.getValue();
  }
}
