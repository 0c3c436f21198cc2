package dev.counterpoint.datasets.idx;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip (RFC 1952) that takes nothing on trust and knows its place in the file.
 *
 * <p>{@link java.util.zip.GZIPInputStream} ignores bytes after the last member and does not say
 * where the data are corrupt; here the first is an error and the second is in the text. Members
 * that follow one another are read as one, as the format allows. Inflates no more than is asked
 * for.
 */
final class StrictGzipStream extends InputStream {

  private static final String REMEDY = "Fetch the file again from where it came from.";

  private static final int HAS_HEADER_CHECK = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xE0;

  private final InputStream in;
  private final String where;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int limit;
  private long offsetOfBuffer;
  private boolean ended;

  /**
   * Reads the first member's header.
   *
   * @param in the file from its first byte; closed with this stream
   * @param where the file's name for errors
   */
  StrictGzipStream(InputStream in, String where) throws IOException {
    this.in = in;
    this.where = where;
    boolean ready = false;
    try {
      readHeader();
      ready = true;
    } finally {
      if (!ready) {
        inflater.end();
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int inflated = inflate(target, offset, length);
      if (inflated > 0) {
        check.update(target, offset, inflated);
        return inflated;
      }
      if (inflater.finished()) {
        next = limit - inflater.getRemaining();
        finishMember();
      } else if (inflater.needsDictionary()) {
        throw corrupt("it asks for a preset dictionary", null);
      } else if (!fill()) {
        throw cutOff();
      } else {
        inflater.setInput(buffer, next, limit - next);
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      next = limit - inflater.getRemaining();
      throw corrupt(e.getMessage() == null ? "invalid compressed data" : e.getMessage(), e);
    }
  }

  private void finishMember() throws IOException {
    long expectedCheck = readLittleEndian(4);
    if (expectedCheck != check.getValue()) {
      throw corrupt(
          "its checksum is %08x, but the data give %08x".formatted(expectedCheck, check.getValue()),
          null);
    }
    long expectedLength = readLittleEndian(4);
    long length = inflater.getBytesWritten() & 0xFFFFFFFFL;
    if (expectedLength != length) {
      throw corrupt("it says %d bytes, but %d came".formatted(expectedLength, length), null);
    }
    if (next == limit && !fill()) {
      ended = true;
    } else if (buffer[next] == 0x1F) {
      inflater.reset();
      check.reset();
      readHeader();
    } else {
      throw new IdxFormatException(
          "%s: bytes that are not gzip follow after the gzip data, from byte %d of the file on"
              .formatted(where, offset()),
          REMEDY);
    }
  }

  private void readHeader() throws IOException {
    if (readByte() != 0x1F || readByte() != 0x8B) {
      throw corrupt("no gzip header", null);
    }
    int method = readByte();
    int flags = readByte();
    if (method != 8 || (flags & RESERVED_FLAGS) != 0) {
      throw corrupt("its header has method %d and flags %02x".formatted(method, flags), null);
    }
    readLittleEndian(6); // time, extra flags, operating system
    if ((flags & HAS_EXTRA) != 0) {
      for (long left = readLittleEndian(2); left > 0; left--) {
        readByte();
      }
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_HEADER_CHECK) != 0) {
      readLittleEndian(2);
    }
    inflater.setInput(buffer, next, limit - next);
  }

  private void skipText() throws IOException {
    int character;
    do {
      character = readByte();
    } while (character != 0);
  }

  private long readLittleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte() << (8 * i);
    }
    return value;
  }

  private int readByte() throws IOException {
    if (next == limit && !fill()) {
      throw cutOff();
    }
    return buffer[next++] & 0xFF;
  }

  /** Loads the buffer anew, all of it having been used; false at the end of the file. */
  private boolean fill() throws IOException {
    offsetOfBuffer += limit;
    next = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  private long offset() {
    return offsetOfBuffer + next;
  }

  private IdxFormatException corrupt(String detail, Throwable cause) {
    return new IdxFormatException(
        "%s: the gzip data are corrupt at byte %d of the file: %s"
            .formatted(where, offset(), detail),
        REMEDY,
        cause);
  }

  private IdxFormatException cutOff() {
    return new IdxFormatException(
        "%s: the gzip data are cut off: the file ends at byte %d, after %d unpacked bytes"
            .formatted(where, offset(), inflater.getBytesWritten()),
        REMEDY);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
