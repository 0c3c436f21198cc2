package dev.counterpoint.datasets.picture.file;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of a picture file, read with a check at every step.
 *
 * @param name the file, as the person would write it
 * @param bytes all of it
 */
record PictureBytes(String name, byte[] bytes) {

  int length() {
    return bytes.length;
  }

  boolean startsWith(int at, String ascii) {
    byte[] expected = ascii.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < expected.length; i++) {
      if (at + i >= bytes.length || bytes[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  int u8(int at) {
    need(at, 1);
    return bytes[at] & 0xFF;
  }

  int u16(int at) {
    need(at, 2);
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  int s32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  int u16Little(int at) {
    return Short.toUnsignedInt(Short.reverseBytes((short) u16(at)));
  }

  int s32Little(int at) {
    return Integer.reverseBytes(s32(at));
  }

  /** Requires bytes to be there. */
  void need(int at, long count) {
    if (at < 0 || count < 0 || at > bytes.length - count) {
      throw broken(
          at, "the file ends after %d bytes, expected %d more here".formatted(bytes.length, count));
    }
  }

  BrokenPictureException broken(int at, String problem) {
    return new BrokenPictureException(name, "at byte %d: %s".formatted(at, problem));
  }
}
