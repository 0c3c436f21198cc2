package dev.counterpoint.datasets.captioned.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Tars in memory, written by Commons Compress, so that our reader is tested against another. */
public final class TestTar {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, 512, "UTF-8");

  /** An empty tar whose long names are PAX records. */
  public TestTar() {
    this(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** An empty tar with one of the ways of TarArchiveOutputStream to write long names. */
  TestTar(int longNames) {
    out.setLongFileMode(longNames);
    out.setBigNumberMode(
        longNames == TarArchiveOutputStream.LONGFILE_GNU
            ? TarArchiveOutputStream.BIGNUMBER_STAR
            : TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** Adds a regular file. */
  public TestTar file(String name, byte[] content) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    return entry(entry, content);
  }

  /** Adds a text. */
  public TestTar file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds something of another type without content. */
  TestTar special(String name, byte type) {
    return entry(new TarArchiveEntry(name, type, true), new byte[0]);
  }

  TestTar entry(TarArchiveEntry entry, byte[] content) {
    // A time with fractions of a second would be a PAX record.
    entry.setModTime(0);
    try {
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The whole tar. */
  public byte[] bytes() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The same with the checksum of each header set right, as far as headers are in their places. */
  static byte[] repaired(byte[] tar) {
    byte[] bytes = tar.clone();
    int at = 0;
    while (at + 512 <= bytes.length) {
      if (bytes[at] != 0) {
        repair(bytes, at);
      }
      long size = 0;
      for (int i = at + 124; i < at + 135; i++) {
        size = size * 8 + (bytes[i] >= '0' && bytes[i] <= '7' ? bytes[i] - '0' : 0);
      }
      at += 512 + (int) Math.min((size + 511) / 512 * 512, 1 << 24);
    }
    return bytes;
  }

  static void repair(byte[] bytes, int header) {
    Arrays.fill(bytes, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = header; i < header + 512; i++) {
      sum += bytes[i] & 0xFF;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, bytes, header + 148, 8);
  }

  /** The same with a field of the first header overwritten, checksum included. */
  static byte[] changed(byte[] tar, int at, byte... value) {
    byte[] bytes = tar.clone();
    System.arraycopy(value, 0, bytes, at, value.length);
    repair(bytes, 0);
    return bytes;
  }
}
