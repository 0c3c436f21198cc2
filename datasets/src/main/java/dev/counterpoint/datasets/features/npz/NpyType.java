package dev.counterpoint.datasets.features.npz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers that are read, little-endian. */
public enum NpyType {
  /** IEEE 754 half precision. */
  F2("<f2", 2),
  /** IEEE 754 single precision. */
  F4("<f4", 4),
  /** IEEE 754 double precision. */
  F8("<f8", 8),
  /** Signed, 32 bits. */
  I4("<i4", 4),
  /** Signed, 64 bits. */
  I8("<i8", 8),
  /** Unsigned, 8 bits. */
  U1("|u1", 1);

  private final String descriptor;
  private final int bytes;

  NpyType(String descriptor, int bytes) {
    this.descriptor = descriptor;
    this.bytes = bytes;
  }

  /** As NumPy writes it. */
  public String descriptor() {
    return descriptor;
  }

  /** Bytes that one number takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether it is one of whole numbers. */
  public boolean isWhole() {
    return this == I4 || this == I8 || this == U1;
  }

  /** The type of a descriptor, if it is one that is read. */
  static Optional<NpyType> of(String descriptor) {
    // A single byte has no order, whatever is written in front of it.
    String known = descriptor.equals("<u1") ? "|u1" : descriptor;
    return Arrays.stream(values()).filter(type -> type.descriptor.equals(known)).findFirst();
  }

  /**
   * A number of a little-endian buffer.
   *
   * @param index counted in numbers from the buffer's beginning
   * @return rounded where it is a whole number beyond 2^53
   */
  double get(ByteBuffer data, int index) {
    return switch (this) {
      case F2 -> half(data.getShort(2 * index));
      case F4 -> data.getFloat(4 * index);
      case F8 -> data.getDouble(8 * index);
      case I4 -> data.getInt(4 * index);
      case I8 -> data.getLong(8 * index);
      case U1 -> data.get(index) & 0xFF;
    };
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
    return bits < 0 ? -size : size;
  }
}
