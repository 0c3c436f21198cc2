package dev.counterpoint.onnx.check;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnsafeByteOperations;
import java.util.HashMap;
import java.util.Map;

/**
 * Walks over the bytes of a model as protobuf would, before protobuf does, and makes nothing of
 * them.
 *
 * <p>An empty message takes two bytes in a file and a hundred in memory, so that a file of some
 * megabytes can fill the heap while it is parsed. Counting first keeps that in bounds. It also
 * tells the byte offset of a fault, and refuses what two parsers could read in two ways: fields
 * that are unknown, of another wire type, or given twice.
 */
final class WireScan {

  /** A file may have one message or string per so many bytes, beyond {@link #FREE} of them. */
  private static final int BYTES_PER_MESSAGE = 4;

  private static final int BYTES_PER_STRING = 3;
  private static final int FREE = 10_000;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final OnnxLimits limits;
  private final Findings stop;
  private final Map<String, Integer> kinds = new HashMap<>();
  private int at;
  private int messages;
  private int strings;

  /**
   * Prepares a walk.
   *
   * @param stop where the first fault goes; must throw, for there is no reading on after one
   */
  WireScan(byte[] bytes, OnnxLimits limits, Findings stop) {
    this.bytes = bytes;
    this.limits = limits;
    this.stop = stop;
  }

  /** Walks over everything. */
  void run() {
    message(ModelProto.getDescriptor(), bytes.length, 1);
  }

  private void message(Descriptor type, int end, int depth) {
    count(type);
    if (depth > limits.nesting()) {
      exceeds("messages nested deeper than %d".formatted(limits.nesting()), "nesting", at);
    }
    long seen = 0;
    while (at < end) {
      int start = at;
      long tag = varint(end, 5);
      FieldDescriptor field =
          tag >>> 3 > 63 ? null : type.findFieldByNumber((int) (tag >>> 3)); // none is above 63
      if (field == null) {
        fault(
            start,
            "field %d of %s".formatted(tag >>> 3, type.getName()),
            "the fields of ONNX 1.17, whole and in its encoding");
      }
      if (!field.isRepeated()) {
        long mark = 1L << slot(field);
        if ((seen & mark) != 0) {
          fault(
              start,
              "%s of %s a second time".formatted(field.getName(), type.getName()),
              "one, or one of its alternatives");
        }
        seen |= mark;
      }
      value(field, (int) (tag & 7), start, end, depth);
    }
  }

  // Alternatives of a oneof share the place of the first.
  private static int slot(FieldDescriptor field) {
    return field.getContainingOneof() == null
        ? field.getNumber()
        : field.getContainingOneof().getField(0).getNumber();
  }

  private void value(FieldDescriptor field, int wire, int start, int end, int depth) {
    int expected = wireType(field);
    if (wire == DELIMITED && expected != DELIMITED && field.isRepeated()) {
      packed(expected, length(start, end));
      return;
    }
    if (wire != expected) {
      fault(
          start,
          "%s of %s in wire type %d"
              .formatted(field.getName(), field.getContainingType().getName(), wire),
          "wire type " + expected);
    }
    switch (wire) {
      case VARINT -> number(field, start, varint(end, 10));
      case FIXED64 -> skip(8, end);
      case FIXED32 -> skip(4, end);
      default -> delimited(field, length(start, end), depth);
    }
  }

  private void number(FieldDescriptor field, int start, long value) {
    if (field.getJavaType() == FieldDescriptor.JavaType.ENUM
        && (value != (int) value || field.getEnumType().findValueByNumber((int) value) == null)) {
      fault(
          start,
          "%d as %s of %s".formatted(value, field.getName(), field.getContainingType().getName()),
          field.getEnumType().getValues().toString());
    }
  }

  private void delimited(FieldDescriptor field, int end, int depth) {
    switch (field.getType()) {
      case MESSAGE -> message(field.getMessageType(), end, depth + 1);
      case STRING -> {
        countString();
        if (!isAscii(end) && !UnsafeByteOperations.unsafeWrap(bytes, at, end - at).isValidUtf8()) {
          fault(at, "text that is not UTF-8 in " + field.getFullName(), "UTF-8");
        }
        at = end;
      }
      default -> {
        countString();
        at = end;
      }
    }
  }

  private boolean isAscii(int end) {
    for (int i = at; i < end; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void packed(int wire, int end) {
    int width = wire == FIXED64 ? 8 : 4;
    if (wire == VARINT) {
      while (at < end) {
        varint(end, 10);
      }
    } else if ((end - at) % width != 0) {
      fault(at, (end - at) + " bytes of packed numbers", "a multiple of " + width);
    }
    at = end;
  }

  private int length(int start, int end) {
    long length = varint(end, 10);
    if (length < 0 || length > end - at) {
      fault(
          start,
          "a length of %s bytes".formatted(Long.toUnsignedString(length)),
          "the %d bytes that are left (is the file cut off?)".formatted(end - at));
    }
    return at + (int) length;
  }

  private void skip(int width, int end) {
    if (end - at < width) {
      fault(
          at, "%d bytes".formatted(end - at), width + " bytes of a number (is the file cut off?)");
    }
    at += width;
  }

  private long varint(int end, int longest) {
    int start = at;
    long value = 0;
    for (int shift = 0; at < end && at - start < longest; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    fault(
        start,
        "a number without an end",
        "at most %d bytes (is the file cut off?)".formatted(longest));
    throw new AssertionError("unreachable");
  }

  private void count(Descriptor type) {
    if (++messages > FREE + bytes.length / BYTES_PER_MESSAGE) {
      fault(
          at,
          "more than %d messages in %d bytes".formatted(messages - 1, bytes.length),
          "one per %d bytes, and %d more".formatted(BYTES_PER_MESSAGE, FREE));
    }
    int highest =
        switch (type.getName()) {
          case "NodeProto" -> limits.nodes();
          case "AttributeProto" -> limits.attributes();
          case "TensorProto" -> limits.tensors();
          default -> Integer.MAX_VALUE;
        };
    if (highest < Integer.MAX_VALUE && kinds.merge(type.getName(), 1, Integer::sum) > highest) {
      String name = type.getName().replace("Proto", "").toLowerCase(java.util.Locale.ROOT) + "s";
      exceeds("more than %d %s".formatted(highest, name), name, at);
    }
  }

  private void countString() {
    if (++strings > FREE + bytes.length / BYTES_PER_STRING) {
      fault(
          at,
          "more than %d strings in %d bytes".formatted(strings - 1, bytes.length),
          "one per %d bytes, and %d more".formatted(BYTES_PER_STRING, FREE));
    }
  }

  private static int wireType(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING, BYTES, MESSAGE -> DELIMITED;
      case FLOAT, FIXED32, SFIXED32 -> FIXED32;
      case DOUBLE, FIXED64, SFIXED64 -> FIXED64;
      default -> VARINT;
    };
  }

  private void fault(int offset, String found, String allowed) {
    stop.report(
        "Byte " + offset,
        found,
        allowed,
        "Check that this is an ONNX model and that it was copied whole; get it again.");
  }

  private void exceeds(String found, String limit, int offset) {
    stop.exceeds("Byte " + offset, found, "fewer", limit);
  }
}
