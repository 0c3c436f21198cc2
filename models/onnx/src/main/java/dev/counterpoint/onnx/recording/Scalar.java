package dev.counterpoint.onnx.recording;

import ai.djl.ndarray.types.DataType;

/**
 * A Java number that was handed to an operation, as the zero-dimensional array that DJL makes of
 * it.
 *
 * @param type the element type of that array
 * @param number a {@link Long} or a {@link Double}; after the comparison of traces also an extent
 */
public record Scalar(DataType type, Object number) {

  public static Scalar of(Number number) {
    if (number instanceof Double) {
      return new Scalar(DataType.FLOAT64, number.doubleValue());
    } else if (number instanceof Float) {
      return new Scalar(DataType.FLOAT32, number.doubleValue());
    } else if (number instanceof Long) {
      return new Scalar(DataType.INT64, number.longValue());
    } else if (number instanceof Byte) {
      return new Scalar(DataType.INT8, number.longValue());
    }
    return new Scalar(DataType.INT32, number.longValue());
  }
}
