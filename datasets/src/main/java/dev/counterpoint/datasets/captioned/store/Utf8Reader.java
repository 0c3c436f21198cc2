package dev.counterpoint.datasets.captioned.store;

import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.source.NotUtf8Exception;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Characters of a file that must be UTF-8, with or without byte order mark. Knows the line of the
 * first byte that is not, and stops at records that never end: a quote that is not closed would
 * otherwise take the rest of a large file into memory.
 */
public final class Utf8Reader extends Reader {

  private static final int BUFFER = 1 << 16;
  private static final long MAX_RECORD = 1 << 24;

  private final String name;
  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private long line = 1;
  private boolean started;
  private boolean ended;
  private long inRecord;

  /** Opens a file. */
  public Utf8Reader(Path file, String name) throws IOException {
    this(Files.newInputStream(file), name);
  }

  /** Reads a stream, which is closed with this. */
  public Utf8Reader(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Says that what is read from here on belongs to another record. */
  public void recordStarts() {
    inRecord = 0;
  }

  /**
   * Reads characters.
   *
   * @throws NotUtf8Exception if the bytes are not UTF-8
   * @throws MalformedSourceException if a record is longer than 16 Mi characters
   * @throws UnreadableFileException if the system does not let us read
   */
  @Override
  public int read(char[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    CharBuffer out = CharBuffer.wrap(target, offset, length);
    while (true) {
      int before = bytes.position();
      CoderResult result = decoder.decode(bytes, out, ended);
      countLines(before, bytes.position());
      if (result.isError()) {
        throw new NotUtf8Exception(
            MalformedSourceException.line(name, line),
            "byte 0x%02X where none of UTF-8 can be".formatted(bytes.get(bytes.position())));
      }
      // One character may take two places; the caller's array may have room for one only.
      if (out.position() > 0 || result.isOverflow()) {
        return counted(out.position());
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private int counted(int characters) {
    inRecord += characters;
    if (inRecord > MAX_RECORD) {
      throw new MalformedSourceException(
          MalformedSourceException.line(name, line),
          "a record of more than %d characters ends nowhere before".formatted(MAX_RECORD),
          "Is a quote not closed? Quotes inside of a quoted cell are written twice.",
          null);
    }
    return characters;
  }

  private void countLines(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes.get(i) == '\n') {
        line++;
      }
    }
  }

  private void fill() {
    bytes.compact();
    try {
      int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
      ended = read < BUFFER - bytes.position();
      bytes.position(bytes.position() + read).flip();
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
    if (!started) {
      started = true;
      skipMark();
    }
  }

  private void skipMark() {
    if (startsWith(0xEF, 0xBB, 0xBF)) {
      bytes.position(3);
    } else if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
      throw new NotUtf8Exception(
          MalformedSourceException.line(name, 1), "the byte order mark of UTF-16");
    }
  }

  private boolean startsWith(int... mark) {
    boolean same = bytes.limit() >= mark.length;
    for (int i = 0; same && i < mark.length; i++) {
      same = (bytes.get(i) & 0xFF) == mark[i];
    }
    return same;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
