package dev.counterpoint.app.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of Protocol Buffers, written field by field. Fields stand in the
 * order in which they are added; there is no schema and no check against one.
 */
final class ProtobufMessage {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** An {@code int32}, {@code int64} or enum. */
  ProtobufMessage integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** A {@code double}. */
  ProtobufMessage real(int field, double value) {
    tag(field, FIXED_64);
    fixed(Double.doubleToLongBits(value), Double.BYTES);
    return this;
  }

  /** A {@code float}. */
  ProtobufMessage single(int field, float value) {
    tag(field, FIXED_32);
    fixed(Float.floatToIntBits(value), Float.BYTES);
    return this;
  }

  /** A {@code repeated double}, packed. */
  ProtobufMessage reals(int field, double[] values) {
    tag(field, LENGTH_DELIMITED);
    varint((long) values.length * Double.BYTES);
    for (double value : values) {
      fixed(Double.doubleToLongBits(value), Double.BYTES);
    }
    return this;
  }

  /** A {@code bytes}. */
  ProtobufMessage bytes(int field, byte[] content) {
    tag(field, LENGTH_DELIMITED);
    varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  /** A {@code string}. */
  ProtobufMessage text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A message in a message. */
  ProtobufMessage message(int field, ProtobufMessage message) {
    return bytes(field, message.toByteArray());
  }

  /** All fields so far. */
  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private void fixed(long bits, int size) {
    for (int i = 0; i < size; i++) {
      bytes.write((int) (bits >>> 8 * i));
    }
  }
}
