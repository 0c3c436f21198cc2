package dev.counterpoint.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.onnx.error.InvalidExportException;
import dev.counterpoint.onnx.symbolic.DynamicAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * An input of an exported model.
 *
 * @param name its name in the model
 * @param shape its size along each axis; -1 where the axis is dynamic
 * @param axes the dynamic axes by position
 * @param type its element type
 * @param low the smallest value that the block may be tried with
 * @param high the value that all values the block may be tried with are below
 */
public record OnnxInput(
    String name,
    List<Long> shape,
    Map<Integer, DynamicAxis> axes,
    DataType type,
    double low,
    double high) {

  /** Sizes that a batch may have unless something else is said. */
  static final DynamicAxis BATCH = new DynamicAxis("batch", 1, Integer.MAX_VALUE);

  /**
   * A float32 input with values in [-1, 1).
   *
   * @param name its name in the model
   * @param shape its size along each axis; -1 in the first place is the dynamic axis {@code batch},
   *     -1 elsewhere needs {@link #withAxis}
   */
  public static OnnxInput of(String name, long... shape) {
    Map<Integer, DynamicAxis> axes =
        shape.length > 0 && shape[0] == -1 ? Map.of(0, BATCH) : Map.of();
    return new OnnxInput(
        name, Arrays.stream(shape).boxed().toList(), axes, DataType.FLOAT32, -1, 1);
  }

  /**
   * The input with another element type; whole numbers are tried with 0 and 1, see {@link
   * #between}.
   */
  public OnnxInput as(DataType otherType) {
    return otherType.isFloating()
        ? new OnnxInput(name, shape, axes, otherType, low, high)
        : new OnnxInput(name, shape, axes, otherType, 0, 2);
  }

  /** The input tried with values of at least {@code least} and below {@code bound}. */
  public OnnxInput between(double least, double bound) {
    return new OnnxInput(name, shape, axes, type, least, bound);
  }

  /**
   * The input with a dynamic axis. Axes with the same name, in this or another input, have the same
   * size.
   *
   * @param position of the axis, from 0
   * @param axisName its name in the model
   * @param minimum the smallest size that the block accepts
   * @param maximum the largest size that the block accepts
   */
  public OnnxInput withAxis(int position, String axisName, long minimum, long maximum) {
    Map<Integer, DynamicAxis> more = new TreeMap<>(axes);
    more.put(position, new DynamicAxis(axisName, minimum, maximum));
    return new OnnxInput(name, shape, more, type, low, high);
  }

  void check() {
    for (int i = 0; i < shape.size(); i++) {
      long size = shape.get(i);
      if (size < 1 && size != -1 || size == -1 != axes.containsKey(i)) {
        throw new InvalidExportException(
            "Input '%s' has shape %s; axis %d must be a size above 0, or -1 with withAxis(%d, name,"
                    .formatted(name, shape, i, i)
                + " minimum, maximum). A -1 in the first place is the batch without that.");
      }
    }
    if (axes.keySet().stream().anyMatch(axis -> axis < 0 || axis >= shape.size())) {
      throw new InvalidExportException(
          "Input '%s' has shape %s and dynamic axes at %s.".formatted(name, shape, axes.keySet()));
    }
  }

  /** Random values at the given sizes of the dynamic axes. */
  NDArray random(NDManager manager, Map<String, Long> sizes, Random random) {
    long[] full = new long[shape.size()];
    for (int i = 0; i < full.length; i++) {
      full[i] = axes.containsKey(i) ? sizes.get(axes.get(i).name()) : shape.get(i);
    }
    Shape fullShape = new Shape(full);
    int count = Math.toIntExact(fullShape.size());
    if (type == DataType.FLOAT32) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) (low + (high - low) * random.nextFloat());
      }
      return manager.create(values, fullShape);
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double value = low + (high - low) * random.nextDouble();
      values[i] = type.isFloating() ? value : Math.floor(value);
    }
    try (NDArray array = manager.create(values, fullShape)) {
      return array.toType(type, true);
    }
  }

  List<Object> dimensions() {
    List<Object> dimensions = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      dimensions.add(axes.containsKey(i) ? axes.get(i).name() : shape.get(i));
    }
    return dimensions;
  }
}
