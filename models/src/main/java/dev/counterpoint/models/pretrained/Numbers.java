package dev.counterpoint.models.pretrained;

import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.nio.ByteBuffer;

/** Tensors of a file as 32-bit floats. */
final class Numbers {

  private Numbers() {}

  /**
   * Checks that a tensor holds numbers that a model can go on with; takes no memory for them.
   *
   * @param where the file, for errors
   * @throws WeightsDoNotFitException if they are no floats of 32 or 16 bits, or one is not finite
   */
  static void check(TensorEntry tensor, String where) {
    switch (tensor.type()) {
      case F32, F16, BF16 -> {}
      default ->
          throw new WeightsDoNotFitException(
              where,
              "%s: expected numbers F32, F16 or BF16".formatted(tensor),
              "Take the file of the weights as they were trained; quantised ones cannot be trained"
                  + " further.");
    }
    ByteBuffer data = tensor.data();
    for (long i = 0; data.hasRemaining(); i++) {
      float value = next(tensor, data);
      if (!Float.isFinite(value)) {
        throw new WeightsDoNotFitException(
            where,
            "%s: number %d of it, row by row, is %s".formatted(tensor, i, value),
            "The file is damaged, or its training failed.");
      }
    }
  }

  /** The numbers of a tensor that {@link #check} has found good. */
  static float[] of(TensorEntry tensor) {
    ByteBuffer data = tensor.data();
    float[] values = new float[data.remaining() / tensor.type().bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] = next(tensor, data);
    }
    return values;
  }

  private static float next(TensorEntry tensor, ByteBuffer data) {
    return switch (tensor.type()) {
      case F16 -> fromHalf(data.getShort());
      case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
      default -> data.getFloat();
    };
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
