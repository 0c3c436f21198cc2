package dev.counterpoint.onnx.mapping.layers;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.onnx.graph.Attributes;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.symbolic.Extent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Pooling. Where sizes are rounded up, the windows that reach beyond the padding are written as
 * padding at the end, since runtimes disagree about ONNX's own flag for it.
 */
public final class PoolingMappings {

  private PoolingMappings() {}

  /** Adds the mappings of this group. */
  public static void addTo(Map<String, OperationMapping> mappings) {
    mappings.put("maxPool", OperationMapping.single(PoolingMappings::maxPool));
    mappings.put("avgPool", OperationMapping.single(PoolingMappings::averagePool));
    mappings.put("lpPool", OperationMapping.single(PoolingMappings::lpPool));
    mappings.put("globalMaxPool", global("GlobalMaxPool"));
    mappings.put("globalAvgPool", global("GlobalAveragePool"));
    mappings.put("globalLpPool", OperationMapping.single(PoolingMappings::globalLpPool));
  }

  private record Window(long[] kernel, long[] strides, long[] padding, long[] beyond) {

    static Window of(Operation operation, int first, boolean hasPadding, boolean roundsUp) {
      int spatial = operation.array(0).rank() - 2;
      long[] kernel = LinearMappings.repeated(operation.integers(first), spatial);
      long[] strides = LinearMappings.repeated(operation.integers(first + 1), spatial);
      long[] padding =
          hasPadding
              ? LinearMappings.repeated(operation.integers(first + 2), spatial)
              : new long[spatial];
      strides = strides.length == 0 ? kernel : strides;
      long[] beyond = new long[spatial];
      for (int i = 0; roundsUp && i < spatial; i++) {
        List<Extent> in = operation.array(0).shape();
        List<Extent> out = operation.result().shape();
        long needed = (operation.constant(out.get(i + 2)) - 1) * strides[i] + kernel[i];
        beyond[i] = Math.max(0, needed - operation.constant(in.get(i + 2)) - 2 * padding[i]);
      }
      return new Window(kernel, strides, padding, beyond);
    }

    long[] pads(boolean withOwn) {
      int spatial = kernel.length;
      long[] pads = new long[2 * spatial];
      for (int i = 0; i < spatial; i++) {
        pads[i] = withOwn ? padding[i] : 0;
        pads[spatial + i] = beyond[i] + pads[i];
      }
      return pads;
    }

    boolean reachesBeyond() {
      return Arrays.stream(beyond).anyMatch(b -> b > 0);
    }
  }

  private static String maxPool(Operation operation, OnnxGraph graph) {
    Window window = Window.of(operation, 1, true, operation.flag(4));
    return graph.node(
        "MaxPool",
        List.of(operation.tensor(0)),
        Attributes.integers("kernel_shape", window.kernel()),
        Attributes.integers("strides", window.strides()),
        Attributes.integers("pads", window.pads(true)));
  }

  private static String averagePool(Operation operation, OnnxGraph graph) {
    Window window = Window.of(operation, 1, true, operation.flag(4));
    boolean countsPadding = operation.flag(5) || engineAlwaysCountsPadding();
    String input = operation.tensor(0);
    if (countsPadding && window.reachesBeyond()) {
      // The block's padding counts, what lies beyond it does not: the former becomes data.
      input = padded(input, operation.array(0).type(), window, graph);
      return average(input, window, false, false, graph);
    }
    return average(input, window, true, countsPadding, graph);
  }

  /**
   * DJL's PyTorch engine counts padding whether it is asked to or not. The model follows what the
   * engine computes, so the engine is asked: padding that does not count leaves an average of ones
   * at one.
   */
  private static boolean engineAlwaysCountsPadding() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Shape two = new Shape(2, 2);
      Shape one = new Shape(1, 1);
      NDArray ones = manager.ones(new Shape(1, 1, 2, 2));
      return ones.getNDArrayInternal().avgPool(two, two, one, false, false).getFloat(0, 0, 0, 0)
          < 0.5f;
    }
  }

  private static String average(
      String input, Window window, boolean withOwn, boolean counts, OnnxGraph graph) {
    return graph.node(
        "AveragePool",
        List.of(input),
        Attributes.integers("kernel_shape", window.kernel()),
        Attributes.integers("strides", window.strides()),
        Attributes.integers("pads", window.pads(withOwn)),
        Attributes.integer("count_include_pad", counts ? 1 : 0));
  }

  private static String padded(String input, DataType type, Window window, OnnxGraph graph) {
    int spatial = window.kernel().length;
    long[] pads = new long[2 * (spatial + 2)];
    for (int i = 0; i < spatial; i++) {
      pads[2 + i] = window.padding()[i];
      pads[spatial + 4 + i] = window.padding()[i];
    }
    return graph.node("Pad", List.of(input, graph.integers(pads), graph.scalar(type, 0)));
  }

  /** PyTorch's form: the p-th root of the sum of x to the p, without absolute values. */
  private static String lpPool(Operation operation, OnnxGraph graph) {
    int last = operation.size() - 1;
    if (operation.flag(last)) {
      throw operation.refuse("power-average pooling with sizes rounded up");
    }
    Window window = Window.of(operation, 2, false, false);
    DataType type = operation.array(0).type();
    double norm = operation.real(1);
    String powers = graph.node("Pow", List.of(operation.tensor(0), graph.scalar(type, norm)));
    String means = average(powers, window, true, false, graph);
    double count = Arrays.stream(window.kernel()).reduce(1, (a, b) -> a * b);
    return root(means, count, norm, type, graph);
  }

  private static String root(
      String means, double count, double norm, DataType type, OnnxGraph graph) {
    String sums = graph.node("Mul", List.of(means, graph.scalar(type, count)));
    return graph.node("Pow", List.of(sums, graph.scalar(type, 1 / norm)));
  }

  private static OperationMapping global(String operator) {
    return OperationMapping.single(
        (operation, graph) -> {
          String pooled = graph.node(operator, List.of(operation.tensor(0)));
          return withoutSpatialAxes(pooled, operation, graph);
        });
  }

  private static String withoutSpatialAxes(String pooled, Operation operation, OnnxGraph graph) {
    long[] axes = new long[operation.array(0).rank() - 2];
    Arrays.setAll(axes, i -> i + 2);
    return graph.node("Squeeze", List.of(pooled, graph.integers(axes)));
  }

  private static String globalLpPool(Operation operation, OnnxGraph graph) {
    DataType type = operation.array(0).type();
    double norm = operation.real(1);
    double count = 1;
    for (Extent size : operation.array(0).shape().subList(2, operation.array(0).rank())) {
      count *= operation.constant(size);
    }
    String powers = graph.node("Pow", List.of(operation.tensor(0), graph.scalar(type, norm)));
    String means = graph.node("GlobalAveragePool", List.of(powers));
    return withoutSpatialAxes(root(means, count, norm, type, graph), operation, graph);
  }
}
