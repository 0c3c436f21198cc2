package dev.counterpoint.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads event files by the format's description, with nothing of the writer: frames whose checksums
 * are computed bit by bit, and fields of messages by their number.
 */
final class EventReader {

  private EventReader() {}

  /** A field of a message; {@code bits} of a number, {@code bytes} of all else. */
  record Field(int number, int wireType, long bits, byte[] bytes) {
    double real() {
      assertThat(wireType).isEqualTo(1);
      return Double.longBitsToDouble(bits);
    }

    float single() {
      assertThat(wireType).isEqualTo(5);
      return Float.intBitsToFloat((int) bits);
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    Message message() {
      assertThat(wireType).isEqualTo(2);
      return parse(bytes);
    }

    double[] reals() {
      double[] values = new double[bytes.length / Double.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
      return values;
    }
  }

  /** The fields of a message in their order. */
  record Message(List<Field> fields) {
    boolean has(int number) {
      return fields.stream().anyMatch(f -> f.number() == number);
    }

    Field get(int number) {
      List<Field> found = all(number);
      assertThat(found).as("field " + number).hasSize(1);
      return found.get(0);
    }

    List<Field> all(int number) {
      return fields.stream().filter(f -> f.number() == number).toList();
    }

    /** Of an event with a summary: its values. */
    List<Message> values() {
      return get(5).message().all(1).stream().map(Field::message).toList();
    }
  }

  /** All whole events of a file; what is cut off at the end is left out, as readers do. */
  static List<Message> read(Path file) {
    try {
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<Message> read(byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    List<Message> events = new ArrayList<>();
    while (in.remaining() >= 12) {
      int at = in.position();
      long length = in.getLong();
      assertThat(in.getInt()).as("checksum of length").isEqualTo(masked(content, at, 8));
      if (in.remaining() < length + 4) {
        break;
      }
      byte[] record = new byte[(int) length];
      in.get(record);
      assertThat(in.getInt()).as("checksum").isEqualTo(masked(record, 0, record.length));
      events.add(parse(record));
    }
    return events;
  }

  private static Message parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      int wireType = (int) (tag & 7);
      long bits = 0;
      byte[] content = new byte[0];
      switch (wireType) {
        case 0 -> bits = varint(in);
        case 1 -> bits = in.getLong();
        case 2 -> {
          content = new byte[(int) varint(in)];
          in.get(content);
        }
        case 5 -> bits = in.getInt();
        default -> throw new AssertionError("wire type " + wireType);
      }
      fields.add(new Field((int) (tag >>> 3), wireType, bits, content));
    }
    return new Message(fields);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), rotated and shifted. */
  private static int masked(byte[] bytes, int from, int length) {
    int crc = ~0;
    for (int i = from; i < from + length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xA282EAD8;
  }
}
