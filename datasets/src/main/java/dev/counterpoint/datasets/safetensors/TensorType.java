package dev.counterpoint.datasets.safetensors;

/** The types of numbers that a tensor may have, by their names in the format. */
public enum TensorType {
  /** IEEE 754 double precision. */
  F64(8),
  /** IEEE 754 single precision. */
  F32(4),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of single precision ("brain float"). */
  BF16(2),
  /** Signed, 64 bits. */
  I64(8),
  /** Signed, 32 bits. */
  I32(4),
  /** Signed, 16 bits. */
  I16(2),
  /** Signed, 8 bits. */
  I8(1),
  /** Unsigned, 8 bits. */
  U8(1),
  /** One byte, 0 or 1. */
  BOOL(1);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes that one number takes. */
  public int bytes() {
    return bytes;
  }

  /**
   * Bytes that a tensor of this shape takes; a shape without dimensions is one number.
   *
   * @throws ArithmeticException if they do not fit into a long
   * @throws IllegalArgumentException if a dimension is negative
   */
  long bytes(long[] shape) {
    long size = bytes;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("negative dimension " + dimension);
      }
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }
}
