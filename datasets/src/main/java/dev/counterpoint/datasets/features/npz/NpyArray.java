package dev.counterpoint.datasets.features.npz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers, at most 2 GiB.
 *
 * @param type of its numbers
 * @param shape its dimensions, none for a single number; copied
 * @param data its numbers, row-major and little-endian: a read-only view, not a copy, with a
 *     position of its own each time it is taken
 */
public record NpyArray(NpyType type, List<Integer> shape, ByteBuffer data) {

  /**
   * Checks that the data are as long as the shape says.
   *
   * @throws IllegalArgumentException if they are not, or a dimension is negative
   */
  public NpyArray {
    shape = List.copyOf(shape);
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long expected = type.bytes();
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("a dimension is negative: " + shape);
      }
      expected = Math.multiplyExact(expected, (long) dimension);
    }
    if (expected != data.remaining()) {
      throw new IllegalArgumentException(
          "%s %s takes %d bytes, but there are %d"
              .formatted(type, shape, expected, data.remaining()));
    }
  }

  /** A float32 array. */
  public static NpyArray of(float[] values, Integer... shape) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new NpyArray(NpyType.F4, List.of(shape), data);
  }

  /** A float64 array. */
  public static NpyArray of(double[] values, Integer... shape) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    return new NpyArray(NpyType.F8, List.of(shape), data);
  }

  /** A one-dimensional int64 array. */
  public static NpyArray of(int[] values) {
    ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(Arrays.stream(values).asLongStream().toArray());
    return new NpyArray(NpyType.I8, List.of(values.length), data);
  }

  /** Number of its numbers. */
  public int size() {
    return data.remaining() / type.bytes();
  }

  /** A number, counted in row-major order; rounded where it is a whole one beyond 2^53. */
  public double get(int index) {
    return type.get(data, index);
  }

  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
