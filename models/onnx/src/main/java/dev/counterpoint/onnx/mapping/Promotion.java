package dev.counterpoint.onnx.mapping;

import ai.djl.ndarray.types.DataType;

/** PyTorch's rules for the element type in which two operands meet. */
public final class Promotion {

  private Promotion() {}

  /** The type that two arguments meet in. */
  public static DataType of(Operation operation, int first, int second) {
    DataType a = operation.type(first);
    DataType b = operation.type(second);
    boolean aIsScalar = operation.rank(first) == 0;
    boolean bIsScalar = operation.rank(second) == 0;
    if (aIsScalar != bIsScalar) {
      DataType array = aIsScalar ? b : a;
      DataType scalar = aIsScalar ? a : b;
      return category(array) >= category(scalar) ? array : scalar;
    }
    if (category(a) != category(b)) {
      return category(a) > category(b) ? a : b;
    }
    if (a != b && a.getNumOfBytes() == 1 && b.getNumOfBytes() == 1) {
      return DataType.INT16;
    }
    return a.getNumOfBytes() >= b.getNumOfBytes() ? a : b;
  }

  private static int category(DataType type) {
    if (type == DataType.BOOLEAN) {
      return 0;
    }
    return type.isFloating() ? 2 : 1;
  }

  /** A type that ONNX Runtime computes in and that holds every value of the given one. */
  public static DataType computable(DataType type) {
    return switch (type) {
      case BOOLEAN, INT8, UINT8, INT16, UINT16 -> DataType.INT32;
      default -> type;
    };
  }
}
