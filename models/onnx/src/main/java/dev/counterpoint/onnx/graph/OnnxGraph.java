package dev.counterpoint.onnx.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import dev.counterpoint.onnx.symbolic.Axes;
import dev.counterpoint.onnx.symbolic.Extent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A graph under construction. Tensors are their names. Nodes stand in topological order. */
public final class OnnxGraph {

  /** The lowest opset that this exporter writes; operations may require a higher one. */
  public static final int LOWEST_OPSET = 13;

  /**
   * Where the size of a dynamic axis can be read.
   *
   * @param input the name of a graph input
   * @param position of the axis in it
   */
  public record AxisSource(String input, int position) {}

  private final Axes axes;
  private final Map<String, AxisSource> sources;
  private final Map<String, Initializer> initializers = new LinkedHashMap<>();
  private final Map<List<Object>, String> constants = new HashMap<>();
  private final Map<String, String> axisSizes = new HashMap<>();
  private final Map<List<Long>, String> extents = new HashMap<>();
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, Integer> counters = new HashMap<>();
  private final Names names;
  private int opset = LOWEST_OPSET;

  /**
   * Starts a graph.
   *
   * @param axes the dynamic axes
   * @param sources for each dynamic axis, by name, where its size can be read
   * @param reserved names of inputs, outputs and parameters, which nothing else may have
   */
  public OnnxGraph(Axes axes, Map<String, AxisSource> sources, List<String> reserved) {
    this.axes = axes;
    this.sources = Map.copyOf(sources);
    this.names = new Names(reserved);
  }

  /** States that a node needs an opset. */
  public void requireOpset(int least) {
    opset = Math.max(opset, least);
  }

  int opset() {
    return opset;
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  Map<String, Initializer> initializers() {
    return initializers;
  }

  /**
   * Adds a node with one output.
   *
   * @param type the ONNX operator
   * @param inputs tensors; an empty name leaves out an optional one
   * @return the output
   */
  public String node(String type, List<String> inputs, AttributeProto... attributes) {
    return node(type, inputs, 1, attributes).get(0);
  }

  /** Adds a node with several outputs. */
  public List<String> node(
      String type, List<String> inputs, int outputs, AttributeProto... attributes) {
    String nodeName = type + "_" + counters.merge(type, 1, Integer::sum);
    List<String> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      String suffix = outputs == 1 ? "" : "_" + i;
      results.add(names.unique(nodeName.toLowerCase(Locale.ROOT) + suffix));
    }
    nodes.add(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(nodeName)
            .addAllInput(inputs)
            .addAllOutput(results)
            .addAllAttribute(Arrays.asList(attributes))
            .build());
    return results;
  }

  /** A parameter of the block, under its own name. */
  public String parameter(String name, NDArray array) {
    initializers.computeIfAbsent(name, key -> Initializer.of(key, array));
    return name;
  }

  /** A constant array. */
  public String constant(NDArray array) {
    String name = names.unique("constant");
    initializers.put(name, Initializer.of(name, array));
    return name;
  }

  /** A constant of float32 numbers. */
  public String floats(float[] values, long... dimensions) {
    ByteBuffer buffer = littleEndian(4 * values.length);
    buffer.asFloatBuffer().put(values);
    return constant(DataType.FLOAT32, dimensions, buffer);
  }

  /** A one-dimensional int64 constant. */
  public String integers(long... values) {
    ByteBuffer buffer = littleEndian(8 * values.length);
    buffer.asLongBuffer().put(values);
    return constant(DataType.INT64, new long[] {values.length}, buffer);
  }

  /** A zero-dimensional constant. */
  public String scalar(DataType type, double value) {
    ByteBuffer buffer = littleEndian(type.getNumOfBytes());
    switch (type) {
      case FLOAT32 -> buffer.putFloat(0, (float) value);
      case FLOAT64 -> buffer.putDouble(0, value);
      case INT64 -> buffer.putLong(0, (long) value);
      case INT32 -> buffer.putInt(0, (int) value);
      case INT16 -> buffer.putShort(0, (short) value);
      case INT8, UINT8 -> buffer.put(0, (byte) (long) value);
      case BOOLEAN -> buffer.put(0, (byte) (value == 0 ? 0 : 1));
      default -> {
        return cast(scalar(DataType.FLOAT32, value), DataType.FLOAT32, type);
      }
    }
    return constant(type, new long[0], buffer);
  }

  /** A zero-dimensional constant; a whole type keeps the number's lowest bits, as a cast does. */
  public String scalar(DataType type, long value) {
    ByteBuffer buffer = littleEndian(type.getNumOfBytes());
    switch (type) {
      case INT64 -> buffer.putLong(0, value);
      case INT32 -> buffer.putInt(0, (int) value);
      case INT16 -> buffer.putShort(0, (short) value);
      case INT8, UINT8 -> buffer.put(0, (byte) value);
      default -> {
        return scalar(type, (double) value);
      }
    }
    return constant(type, new long[0], buffer);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(DataType type, long[] dimensions, ByteBuffer buffer) {
    ByteString data = ByteString.copyFrom(buffer.array());
    return constants.computeIfAbsent(
        List.of(type, Arrays.stream(dimensions).boxed().toList(), data),
        key -> {
          String name = names.unique("constant");
          initializers.put(name, new Initializer(name, type, dimensions, data));
          return name;
        });
  }

  /** The tensor in another element type; itself if it has that already. */
  public String cast(String tensor, DataType from, DataType to) {
    return from == to
        ? tensor
        : node("Cast", List.of(tensor), Attributes.integer("to", OnnxTypes.of(to)));
  }

  /**
   * Sizes as a one-dimensional int64 tensor: a constant, or computed from the shapes of inputs.
   *
   * @throws ArithmeticException if a size is no sum of products of the axes' sizes
   */
  public String extents(List<Extent> sizes) {
    if (sizes.stream().allMatch(Extent::isConstant)) {
      return integers(sizes.stream().mapToLong(Extent::value).toArray());
    }
    List<String> parts = sizes.stream().map(this::extent).toList();
    return parts.size() == 1 ? parts.get(0) : node("Concat", parts, Attributes.integer("axis", 0));
  }

  /** A size as an int64 tensor of shape (1). */
  public String extent(Extent size) {
    if (size.isConstant()) {
      return integers(size.value());
    }
    if (!size.isExpressible()) {
      throw new ArithmeticException(
          "a size follows the dynamic axes in a way that is no sum of products of their sizes (%s)"
              .formatted(size));
    }
    String known = extents.get(size.coefficients());
    if (known != null) {
      return known;
    }
    String sum = null;
    for (int i = 0; i < size.coefficients().size(); i++) {
      long factor = size.coefficients().get(i);
      if (factor != 0) {
        String term = product(factor, axes.product(i));
        sum = sum == null ? term : node("Add", List.of(sum, term));
      }
    }
    extents.put(size.coefficients(), sum);
    return sum;
  }

  private String product(long factor, List<String> axisNames) {
    String product = factor == 1 && !axisNames.isEmpty() ? null : integers(factor);
    for (String axis : axisNames) {
      String size = axisSizes.computeIfAbsent(axis, this::readSize);
      product = product == null ? size : node("Mul", List.of(product, size));
    }
    return product;
  }

  private String readSize(String axis) {
    AxisSource source = sources.get(axis);
    String shape = node("Shape", List.of(source.input()));
    return node(
        "Gather", List.of(shape, integers(source.position())), Attributes.integer("axis", 0));
  }
}
