package dev.counterpoint.models.pretrained;

import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.nio.ByteBuffer;

/** Tensors of a file as 32-bit floats. */
final class Numbers {

  private Numbers() {}

  /**
   * The numbers of a tensor.
   *
   * @param where the file, for errors
   * @throws WeightsDoNotFitException if they are no floats of 32 or 16 bits
   */
  static float[] of(TensorEntry tensor, String where) {
    ByteBuffer data = tensor.data();
    int bytes = tensor.type().bytes();
    float[] values = new float[data.remaining() / bytes];
    switch (tensor.type()) {
      case F32 -> data.asFloatBuffer().get(values);
      case F16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = fromHalf(data.getShort());
        }
      }
      case BF16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.intBitsToFloat(data.getShort() << 16);
        }
      }
      default ->
          throw new WeightsDoNotFitException(
              where,
              "%s: expected numbers F32, F16 or BF16".formatted(tensor),
              "Quantised weights cannot be trained further.");
    }
    return values;
  }

  /** IEEE 754 half precision; Java 17 has no conversion of its own. */
  static float fromHalf(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float sign = bits < 0 ? -1 : 1;
    if (exponent == 0) {
      return sign * fraction * 0x1p-24f;
    }
    if (exponent == 31) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return sign * Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
  }
}
