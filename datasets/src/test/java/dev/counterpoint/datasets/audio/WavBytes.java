package dev.counterpoint.datasets.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes small WAV files, right and wrong. */
public final class WavBytes {

  private static final byte[] GUID_TAIL = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
  };

  private WavBytes() {}

  /** A file of 16 bits and one channel. */
  public static byte[] mono(int rate, int... samples) {
    return file(format(1, 1, rate, 16), chunk("data", shorts(samples)));
  }

  /** A RIFF file of these chunks. */
  static byte[] file(byte[]... chunks) {
    byte[] content = join(chunks);
    return join(ascii("RIFF"), ints(content.length + 4), ascii("WAVE"), content);
  }

  static byte[] chunk(String name, byte[] content) {
    return join(ascii(name), ints(content.length), content, new byte[content.length % 2]);
  }

  static byte[] format(int tag, int channels, int rate, int bits) {
    return chunk("fmt ", formatContent(tag, channels, rate, bits));
  }

  static byte[] extensible(int tag, int channels, int rate, int bits, int validBits) {
    return chunk(
        "fmt ",
        join(
            formatContent(0xFFFE, channels, rate, bits),
            shorts(22, validBits),
            ints(0),
            shorts(tag),
            GUID_TAIL));
  }

  private static byte[] formatContent(int tag, int channels, int rate, int bits) {
    int frame = channels * bits / 8;
    return join(shorts(tag, channels), ints(rate, rate * frame), shorts(frame, bits));
  }

  static byte[] shorts(int... values) {
    ByteBuffer bytes = little(2 * values.length);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = little(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = little(4 * values.length);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
