package dev.counterpoint.inference.config;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param name as in the ONNX file
 * @param dtype {@code float32} or {@code int64}
 * @param shape sizes of the dimensions; {@link #DYNAMIC} for one that each call chooses
 */
public record TensorSpec(String name, String dtype, List<Integer> shape) {

  /** A dimension that each call chooses, as the batch; stands as {@code "batch"} in the file. */
  public static final int DYNAMIC = -1;

  /**
   * Keeps an own copy.
   *
   * @throws IllegalArgumentException if a name is empty or a size is below 1
   */
  public TensorSpec {
    shape = List.copyOf(shape);
    if (name.isEmpty() || dtype.isEmpty()) {
      throw new IllegalArgumentException("a tensor needs a name and a dtype");
    }
    if (shape.stream().anyMatch(size -> size < 1 && size != DYNAMIC)) {
      throw new IllegalArgumentException("sizes must be positive: " + shape);
    }
  }

  /**
   * A tensor of float32.
   *
   * @param shape sizes; {@link #DYNAMIC} for one that each call chooses
   */
  public static TensorSpec float32(String name, Integer... shape) {
    return new TensorSpec(name, "float32", List.of(shape));
  }
}
