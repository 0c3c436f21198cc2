package dev.counterpoint.onnx.parity;

import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;

/** The largest difference between the elements of two arrays. */
final class Difference {

  private double absolute;
  private double relative;
  private double excess;

  double absolute() {
    return absolute;
  }

  double relative() {
    return relative;
  }

  /**
   * The largest difference, absolute below 1 and relative above; infinite for what must be equal.
   */
  double excess() {
    return excess;
  }

  /** Takes in two arrays of the same type and number of elements. */
  void add(DataType type, ByteBuffer expected, ByteBuffer actual) {
    int count = expected.remaining() / type.getNumOfBytes();
    for (int i = 0; i < count; i++) {
      add(read(type, expected, i), read(type, actual, i), type.isFloating());
    }
  }

  private void add(double expected, double actual, boolean isFloating) {
    if (expected == actual || Double.isNaN(expected) && Double.isNaN(actual)) {
      return;
    }
    double difference = Math.abs(expected - actual);
    if (Double.isNaN(difference)) {
      difference = Double.POSITIVE_INFINITY;
    }
    absolute = Math.max(absolute, difference);
    if (expected != 0) {
      relative = Math.max(relative, difference / Math.abs(expected));
    }
    // Classes, indices and flags are right or wrong.
    double weighed =
        isFloating ? difference / Math.max(1, Math.abs(expected)) : Double.POSITIVE_INFINITY;
    excess = Math.max(excess, weighed);
  }

  private static double read(DataType type, ByteBuffer data, int i) {
    int start = data.position();
    return switch (type) {
      case FLOAT32 -> data.getFloat(start + 4 * i);
      case FLOAT64 -> data.getDouble(start + 8 * i);
      case INT64, UINT64 -> data.getLong(start + 8 * i);
      case INT32, UINT32 -> data.getInt(start + 4 * i);
      case INT16, UINT16 -> data.getShort(start + 2 * i);
      case FLOAT16 -> Fp16Conversions.fp16ToFloat(data.getShort(start + 2 * i));
      default -> data.get(start + i);
    };
  }
}
