package dev.counterpoint.inference.search;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rows of an index are of. In the file, big-endian: the source as a text; for each row
 * size and time as int64 and the id as a text; the number of skipped files as int32, and of each
 * the same and its problem as a text. A text is its bytes in UTF-8 after their number as int32.
 *
 * @param source where all of it is from: the folder of the pictures, or any text
 * @param rows one for each row
 * @param skipped files that have none
 */
record IndexEntries(String source, List<IndexEntry> rows, List<SkippedEntry> skipped) {

  static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /** The shortest that a row can have: two longs, and the length of an id. */
  private static final int SHORTEST = 2 * Long.BYTES + Integer.BYTES;

  IndexEntries {
    rows = List.copyOf(rows);
    skipped = List.copyOf(skipped);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, source);
      for (IndexEntry row : rows) {
        write(out, row);
      }
      out.writeInt(skipped.size());
      for (SkippedEntry entry : skipped) {
        write(out, entry.entry());
        write(out, entry.problem());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, IndexEntry entry) throws IOException {
    out.writeLong(entry.size());
    out.writeLong(entry.modifiedMillis());
    write(out, entry.id());
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Reads them.
   *
   * @param count rows that there must be
   * @throws MalformedIndexException if there are others, or a length is not possible
   */
  static IndexEntries parse(Path file, byte[] content, long count) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try {
      String source = text(file, bytes);
      requireRoom(file, bytes, count);
      List<IndexEntry> rows = new ArrayList<>((int) count);
      for (long row = 0; row < count; row++) {
        rows.add(entry(file, bytes));
      }
      int skippedCount = bytes.getInt();
      requireRoom(file, bytes, skippedCount);
      List<SkippedEntry> skipped = new ArrayList<>(skippedCount);
      for (int i = 0; i < skippedCount; i++) {
        skipped.add(new SkippedEntry(entry(file, bytes), text(file, bytes)));
      }
      if (bytes.hasRemaining()) {
        throw MalformedIndexException.at(
            file, bytes.remaining() + " bytes are left behind its names");
      }
      return new IndexEntries(source, rows, skipped);
    } catch (BufferUnderflowException e) {
      throw MalformedIndexException.at(file, "its names end too early");
    }
  }

  private static void requireRoom(Path file, ByteBuffer bytes, long count) {
    if (count < 0 || count > bytes.remaining() / SHORTEST) {
      throw MalformedIndexException.at(
          file, "%d names do not fit in %d bytes".formatted(count, bytes.remaining()));
    }
  }

  private static IndexEntry entry(Path file, ByteBuffer bytes) {
    long size = bytes.getLong();
    long modified = bytes.getLong();
    return new IndexEntry(text(file, bytes), size, modified);
  }

  private static String text(Path file, ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw MalformedIndexException.at(
          file, "a name of %d bytes does not fit in %d".formatted(length, bytes.remaining()));
    }
    String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
    bytes.position(bytes.position() + length);
    return text;
  }
}
