package dev.counterpoint.datasets.captioned.tar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** One header of 512 bytes, whose checksum is right. */
final class TarHeader {

  static final int BLOCK = 512;

  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SUM = 148;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  private static final String MAKE_ANEW =
      "The copy or download was probably cut short or damaged: get the shard again.";

  private final String tar;
  private final long at;
  private final byte[] block;

  private TarHeader(String tar, long at, byte[] block) {
    this.tar = tar;
    this.at = at;
    this.block = block;
  }

  /**
   * Checks a header.
   *
   * @param tar the file; for messages
   * @param at where in the file
   * @param block 512 bytes, not all of them zero
   * @throws TarFormatException if the checksum is not that of the block
   */
  static TarHeader of(String tar, long at, byte[] block) {
    TarHeader header = new TarHeader(tar, at, block);
    header.checkSum();
    return header;
  }

  static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  char type() {
    return (char) (block[TYPE] & 0xFF);
  }

  /** The size by this header; PAX may say another. */
  long size() {
    return number(SIZE, 12, "size");
  }

  /** Prefix and name; GNU has times where POSIX has the prefix. */
  String name() {
    String name = text(0, NAME);
    boolean posix = block[MAGIC + 5] == 0 && text(MAGIC, 6).equals("ustar");
    String prefix = posix ? text(PREFIX, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  TarFormatException error(String problem) {
    return new TarFormatException(tar, at, problem, MAKE_ANEW);
  }

  TarFormatException error(String problem, String remedy) {
    return new TarFormatException(tar, at, problem, remedy);
  }

  private void checkSum() {
    long expected = number(SUM, 8, "checksum");
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte value = i >= SUM && i < SUM + 8 ? (byte) ' ' : block[i];
      unsigned += value & 0xFF;
      signed += value;
    }
    // Some old programs added up signed bytes.
    if (expected != unsigned && expected != signed) {
      throw error(
          "the header does not have its checksum: %d by it, %d by its bytes"
              .formatted(expected, unsigned));
    }
  }

  // Octal digits between blanks, or 63 bits where the first of the field is set.
  private long number(int start, int length, String what) {
    if ((block[start] & 0x80) != 0) {
      long value = ByteBuffer.wrap(block).getLong(start + length - 8);
      boolean small = (block[start] & 0x7F) == 0 && value >= 0;
      for (int i = start + 1; i < start + length - 8; i++) {
        small &= block[i] == 0;
      }
      if (!small) {
        throw error("a %s that is negative or beyond 2^63".formatted(what));
      }
      return value;
    }
    int at = start;
    while (at < start + length && block[at] == ' ') {
      at++;
    }
    long value = 0;
    while (at < start + length && block[at] != 0 && block[at] != ' ') {
      int digit = block[at++] - '0';
      if (digit < 0 || digit > 7) {
        throw error("the %s is not an octal number".formatted(what));
      }
      value = value << 3 | digit;
    }
    return value;
  }

  private String text(int start, int length) {
    int end = start;
    while (end < start + length && block[end] != 0) {
      end++;
    }
    return decode(block, start, end - start);
  }

  /** UTF-8, strictly: other names could not be told apart. */
  String decode(byte[] bytes, int start, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw error("a name that is not UTF-8", "Make the shard anew with names in UTF-8.");
    }
  }
}
