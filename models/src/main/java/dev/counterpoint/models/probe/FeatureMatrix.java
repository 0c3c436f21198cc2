package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Features of examples on the host, one row each: what every probe reads.
 *
 * @param values {@code (rows, columns)} row by row; not copied, do not change
 * @param rows number of examples
 * @param columns number of features
 */
public record FeatureMatrix(float[] values, int rows, int columns) {

  /**
   * Checks the sizes and that every value is finite.
   *
   * @throws IllegalArgumentException if the sizes do not fit together
   * @throws NonFiniteFeaturesException if a value is infinite or not a number
   */
  public FeatureMatrix {
    if (rows < 0 || columns < 1 || values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "%d values are not %d rows of %d features".formatted(values.length, rows, columns));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new NonFiniteFeaturesException(i / columns, i % columns, values[i]);
      }
    }
  }

  /** One value. */
  public float at(int row, int column) {
    return values[row * columns + column];
  }

  /** Some rows in the given order, copied. */
  public FeatureMatrix select(int[] index) {
    float[] selected = new float[index.length * columns];
    for (int i = 0; i < index.length; i++) {
      System.arraycopy(values, index[i] * columns, selected, i * columns, columns);
    }
    return new FeatureMatrix(selected, index.length, columns);
  }

  /**
   * The examples of all, one behind the other.
   *
   * @param parts at least one; an empty one counts for nothing
   * @throws IllegalArgumentException if they differ in their features
   */
  public static FeatureMatrix joined(List<FeatureMatrix> parts) {
    int columns = parts.stream().mapToInt(FeatureMatrix::columns).max().orElseThrow();
    int rows = parts.stream().mapToInt(FeatureMatrix::rows).reduce(0, Math::addExact);
    float[] values = new float[Math.multiplyExact(rows, columns)];
    int at = 0;
    for (FeatureMatrix part : parts) {
      if (part.rows > 0) {
        part.require(columns, "another part");
      }
      System.arraycopy(part.values, 0, values, at, part.values.length);
      at += part.values.length;
    }
    return new FeatureMatrix(values, rows, columns);
  }

  /**
   * The features of the same examples side by side.
   *
   * @throws IllegalArgumentException if there are more or fewer examples in the other
   */
  public FeatureMatrix beside(FeatureMatrix other) {
    if (other.rows != rows) {
      throw new IllegalArgumentException(
          "features of %d examples beside those of %d".formatted(rows, other.rows));
    }
    int wide = columns + other.columns;
    float[] both = new float[Math.multiplyExact(rows, wide)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * columns, both, row * wide, columns);
      System.arraycopy(
          other.values, row * other.columns, both, row * wide + columns, other.columns);
    }
    return new FeatureMatrix(both, rows, wide);
  }

  /**
   * Some features of all examples, copied.
   *
   * @param from the first
   * @param to after the last
   */
  public FeatureMatrix columns(int from, int to) {
    float[] some = new float[rows * (to - from)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * columns + from, some, row * (to - from), to - from);
    }
    return new FeatureMatrix(some, rows, to - from);
  }

  /** The rows {@code from .. to - 1} on the device of the manager, {@code (to - from, columns)}. */
  NDArray upload(NDManager manager, int from, int to) {
    FloatBuffer part = FloatBuffer.wrap(values, from * columns, (to - from) * columns).slice();
    return manager.create(part, new Shape(to - from, columns));
  }

  /** All rows on the device of the manager, {@code (rows, columns)}. */
  NDArray upload(NDManager manager) {
    return upload(manager, 0, rows);
  }

  /** Stops where there are more or fewer features than expected. */
  void require(int expectedColumns, String by) {
    if (columns != expectedColumns) {
      throw new IllegalArgumentException(
          "%s has %d features, these examples have %d".formatted(by, expectedColumns, columns));
    }
  }
}
