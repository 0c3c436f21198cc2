package dev.counterpoint.datasets.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One tensor of a safetensors file. At most 2 GiB, the most that a {@link ByteBuffer} holds.
 *
 * @param name its name; any text but {@code __metadata__}
 * @param type type of its numbers
 * @param shape its dimensions, none for a single number; copied in and out
 * @param data its numbers, row-major and little-endian: from position to limit of what is given; a
 *     read-only view, not a copy, with a position of its own each time it is taken
 */
public record TensorEntry(String name, TensorType type, long[] shape, ByteBuffer data) {

  static final String METADATA = "__metadata__";

  /**
   * Checks that the data are as long as the shape says.
   *
   * @throws SafetensorsException if they are not, or the name is reserved
   */
  public TensorEntry {
    shape = shape.clone();
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (name.equals(METADATA)) {
      throw new SafetensorsException("a tensor cannot be called " + METADATA);
    }
    long expected;
    try {
      expected = type.bytes(shape);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new SafetensorsException(
          "tensor \"%s\": impossible shape %s".formatted(name, Arrays.toString(shape)), "", e);
    }
    if (expected != data.remaining()) {
      throw new SafetensorsException(
          "tensor \"%s\": %s %s takes %d bytes, but there are %d"
              .formatted(name, type, Arrays.toString(shape), expected, data.remaining()));
    }
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Equal in name, type, shape and every byte. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TensorEntry that
        && name.equals(that.name)
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(name, type, Arrays.toString(shape));
  }
}
