package dev.counterpoint.datasets.captioned.tar;

import static dev.counterpoint.datasets.captioned.tar.TarHeader.BLOCK;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * Goes over the headers of a tar from the first to the end mark; contents are passed over.
 *
 * <p>Directories are passed over too. Everything else that is not a regular file is an error: it
 * would be lost unseen. No size that a header tells is believed before it was compared with the
 * length of the file.
 */
public final class TarScanner {

  /** Bytes of the longest name. */
  static final int LONGEST_NAME = 4_096;

  /** Bytes of all PAX records of one entry. */
  static final int LONGEST_RECORDS = 1 << 20;

  // Small texts and the headers around them are read in one go.
  private static final int WINDOW = 4_096;
  private static final int LONGEST_END = 1 << 20;

  private final String tar;
  private final SeekableByteChannel in;
  private final long length;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;
  private long at;

  /**
   * A scanner at the first header.
   *
   * @param tar the file, as the person would write it
   * @param in the tar, which must not change meanwhile; remains open
   * @throws TarFormatException if it is empty or compressed
   * @throws IOException if it cannot be read
   */
  public TarScanner(String tar, SeekableByteChannel in) throws IOException {
    this.tar = tar;
    this.in = in;
    this.length = in.size();
    if (length < 2L * BLOCK) {
      checkNotCompressed(read(0, (int) Math.min(length, 8)));
      throw new TarFormatException(
          tar,
          0,
          "%d bytes, expected a tar, which has at least %d".formatted(length, 2 * BLOCK),
          "The copy or download was probably cut short: get the shard again.");
    }
    checkNotCompressed(read(0, 8));
  }

  /**
   * The next regular file, or null at the end.
   *
   * @throws TarFormatException if the tar is damaged, cut off, or holds what a shard must not
   * @throws IOException if it cannot be read
   */
  public TarEntry next() throws IOException {
    long first = at;
    String longName = null;
    PaxRecords records = PaxRecords.NONE;
    while (true) {
      byte[] block = at > length - BLOCK ? null : read(at, BLOCK);
      if (block != null && TarHeader.isZero(block)) {
        checkEnd(first);
        return null;
      }
      if (block == null) {
        throw cutOff(at, "the file ends here, before the end mark of a tar");
      }
      TarHeader header = TarHeader.of(tar, at, block);
      char type = header.type();
      switch (type) {
        case 'L' -> longName = longName(header);
        case 'K' -> inner(header, LONGEST_NAME);
        case 'x' -> records = PaxRecords.read(header, inner(header, LONGEST_RECORDS));
        case 'g' -> checkGlobal(header);
        default -> {
          String name = records.path() != null ? records.path() : longName;
          name = EntryName.checked(name != null ? name : header.name(), header);
          if (type == '5' || isOldDirectory(type, name)) {
            at += BLOCK;
            first = at;
            longName = null;
            records = PaxRecords.NONE;
          } else {
            checkRegular(header, name);
            return entry(header, first, name, records);
          }
        }
      }
    }
  }

  /**
   * The content of an entry.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is too large for an array
   */
  public byte[] content(TarEntry entry) throws IOException {
    if (entry.size() > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("too large for an array: " + entry);
    }
    return read(entry.offset(), (int) entry.size());
  }

  private TarEntry entry(TarHeader header, long first, String name, PaxRecords records) {
    long size = records.size() >= 0 ? records.size() : header.size();
    long offset = at + BLOCK;
    if (size > length - offset) {
      throw cutOff(
          at,
          "%s has %d bytes by its header, but the file ends after %d"
              .formatted(name, size, length - offset));
    }
    at = offset + padded(size);
    return new TarEntry(name, first, offset, size);
  }

  private static void checkRegular(TarHeader header, String name) {
    char type = header.type();
    if (type != '0' && type != 0 && type != '7') {
      String what =
          switch (type) {
            case '1', '2' -> "a link";
            case '3', '4', '6' -> "a device or pipe";
            case 'S' -> "a sparse file";
            default -> "an entry of type %s".formatted(printed(type));
          };
      throw header.error(
          "%s is %s; a shard holds regular files only".formatted(name, what),
          "Make the shard anew from regular files (tar --dereference follows links).");
    }
  }

  private static String printed(char type) {
    return type > ' ' && type < 127 ? "'" + type + "'" : "%#04x".formatted((int) type);
  }

  // Before POSIX, a slash at the end was all that told directories.
  private static boolean isOldDirectory(char type, String name) {
    return (type == 0 || type == '0') && name.endsWith("/");
  }

  private String longName(TarHeader header) throws IOException {
    byte[] content = inner(header, LONGEST_NAME);
    int end = 0;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    return header.decode(content, 0, end);
  }

  private void checkGlobal(TarHeader header) throws IOException {
    PaxRecords records = PaxRecords.read(header, inner(header, LONGEST_RECORDS));
    if (!records.equals(PaxRecords.NONE)) {
      throw header.error(
          "a global header that gives one name or size to all entries", "Make the shard anew.");
    }
  }

  /** What belongs to the headers; behind it comes another header. */
  private byte[] inner(TarHeader header, int most) throws IOException {
    long size = header.size();
    if (size > most || size > length - at - BLOCK) {
      throw header.error(
          "a header of type '%s' with %d bytes, expected at most %d and not more than the file has"
              .formatted(header.type(), size, most));
    }
    byte[] content = read(at + BLOCK, (int) size);
    at += BLOCK + padded(size);
    return content;
  }

  private void checkEnd(long first) throws IOException {
    if (first != at) {
      throw cutOff(at, "the end mark, expected the file that the header before tells of");
    }
    long rest = Math.min(length - at, LONGEST_END);
    if (!TarHeader.isZero(read(at, (int) rest))) {
      throw new TarFormatException(
          tar,
          at,
          "the end mark of a tar, but more data behind it",
          "Tars that were put together with cat are one tar only by name: give them as single"
              + " shards, or join them with tar --concatenate.");
    }
  }

  private void checkNotCompressed(byte[] start) {
    String how = compression(start);
    if (how != null) {
      throw new TarFormatException(
          tar,
          0,
          "the file is compressed (%s), so that no example could be read by itself".formatted(how),
          "Unpack it to a plain .tar first; pictures are compressed already.");
    }
  }

  private static String compression(byte[] start) {
    int head = 0;
    for (int i = 0; i < 4; i++) {
      head = head << 8 | (i < start.length ? start[i] & 0xFF : 0);
    }
    if (head >>> 16 == 0x1F8B) {
      return "gzip";
    }
    if (head >>> 8 == 0x425A68) {
      return "bzip2";
    }
    if (head == 0xFD377A58) {
      return "xz";
    }
    return head == 0x28B52FFD ? "zstd" : null;
  }

  private TarFormatException cutOff(long offset, String problem) {
    return new TarFormatException(
        tar,
        offset,
        problem,
        "The shard was cut short or is being written: get it again, or leave it out. All before"
            + " this byte is whole.");
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private byte[] read(long offset, int count) throws IOException {
    byte[] bytes = new byte[count];
    if (count > WINDOW) {
      fill(ByteBuffer.wrap(bytes), offset, count);
      return bytes;
    }
    long skipped = offset - windowStart;
    if (skipped < 0 || skipped + count > window.limit()) {
      window.clear();
      fill(window, offset, count);
      window.flip();
      windowStart = offset;
      skipped = 0;
    }
    window.get((int) skipped, bytes);
    return bytes;
  }

  /** Reads at least so many bytes, and as many as there is room for at best. */
  private void fill(ByteBuffer to, long offset, int atLeast) throws IOException {
    in.position(offset);
    while (to.position() < atLeast) {
      if (in.read(to) < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
  }
}
