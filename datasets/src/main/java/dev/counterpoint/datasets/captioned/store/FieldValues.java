package dev.counterpoint.datasets.captioned.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of an example's fields in one run of bytes. */
final class FieldValues {

  private FieldValues() {}

  /** One value after another, each with its length before it. */
  static byte[] pack(List<String> values) {
    byte[][] parts = new byte[values.size()][];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = values.get(i).getBytes(StandardCharsets.UTF_8);
      length = Math.addExact(length, Integer.BYTES + parts[i].length);
    }
    ByteBuffer packed = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      packed.putInt(part.length).put(part);
    }
    return packed.array();
  }

  /** The values by their names; what is empty is not there. */
  static Map<String, String> unpack(byte[] packed, List<String> names) {
    Map<String, String> values = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(packed);
    for (String name : names) {
      if (!in.hasRemaining()) {
        break;
      }
      int length = in.getInt();
      if (length > 0) {
        values.put(name, new String(packed, in.position(), length, StandardCharsets.UTF_8));
      }
      in.position(in.position() + length);
    }
    return values;
  }
}
