package dev.counterpoint.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import dev.counterpoint.onnx.error.UnmappedOperationException;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.recording.Scalar;
import dev.counterpoint.onnx.symbolic.Extent;
import dev.counterpoint.onnx.symbolic.SymbolicOperation;
import dev.counterpoint.onnx.symbolic.SymbolicValue;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An operation that is being mapped: its arguments by position (the receiver is argument 0) and the
 * tensors that its arrays have become.
 */
public final class Operation {

  private final SymbolicOperation symbolic;
  private final Function<SymbolicValue, String> tensors;
  private final Predicate<SymbolicValue> zeros;

  Operation(
      SymbolicOperation symbolic,
      Function<SymbolicValue, String> tensors,
      Predicate<SymbolicValue> zeros) {
    this.symbolic = symbolic;
    this.tensors = tensors;
    this.zeros = zeros;
  }

  /** DJL's name of the operation. */
  public String name() {
    return symbolic.name();
  }

  /** The number of arguments, with the receiver. */
  public int size() {
    return symbolic.arguments().size();
  }

  /** An argument as it was recorded. */
  public Object raw(int argument) {
    return symbolic.arguments().get(argument);
  }

  /** True if the argument is there and not null. */
  public boolean has(int argument) {
    return argument < size() && raw(argument) != null;
  }

  /** An argument that is an array. */
  public SymbolicValue array(int argument) {
    return (SymbolicValue) raw(argument);
  }

  /** An argument that is a list of arrays. */
  public List<SymbolicValue> arrays(int argument) {
    return ((List<?>) raw(argument)).stream().map(SymbolicValue.class::cast).toList();
  }

  /** The tensor of an array. */
  public String tensor(SymbolicValue array) {
    return tensors.apply(array);
  }

  /** The tensor of an argument that is an array. */
  public String tensor(int argument) {
    return tensor(array(argument));
  }

  /** The tensor of an argument that is an array or number, in an element type. */
  public String tensor(int argument, DataType type, OnnxGraph graph) {
    if (raw(argument) instanceof Scalar scalar) {
      return number(scalar.number(), type, graph);
    }
    return graph.cast(tensor(argument), array(argument).type(), type);
  }

  /**
   * The tensor of an operand: converted to the type that the operands meet in, as the engine does,
   * and then to a type that the runtime computes in. The number 300 beside bytes is 44.
   */
  public String operand(int argument, DataType met, DataType computable, OnnxGraph graph) {
    if (raw(argument) instanceof Scalar scalar
        && scalar.number() instanceof Extent extent
        && extent.isConstant()) {
      return graph.scalar(computable, wrapped(extent.value(), met));
    }
    return graph.cast(tensor(argument, met, graph), met, computable);
  }

  private static long wrapped(long number, DataType type) {
    return switch (type) {
      case UINT8 -> number & 0xFF;
      case INT8 -> (byte) number;
      case INT16 -> (short) number;
      case INT32 -> (int) number;
      default -> number;
    };
  }

  /** The zero-dimensional tensor of an argument that is a Java number. */
  public String number(int argument, DataType type, OnnxGraph graph) {
    return number(raw(argument), type, graph);
  }

  private static String number(Object number, DataType type, OnnxGraph graph) {
    if (number instanceof Double real) {
      return graph.scalar(type, real);
    }
    Extent extent = (Extent) number;
    if (extent.isConstant()) {
      return graph.scalar(type, extent.value());
    }
    String size = graph.node("Squeeze", List.of(graph.extent(extent), graph.integers(0)));
    return graph.cast(size, DataType.INT64, type);
  }

  /** The element type of an argument that is an array or number. */
  public DataType type(int argument) {
    return raw(argument) instanceof Scalar scalar ? scalar.type() : array(argument).type();
  }

  /** The number of axes of an argument that is an array or number. */
  public int rank(int argument) {
    return raw(argument) instanceof Scalar ? 0 : array(argument).rank();
  }

  /** True if an array is known to hold zeros only. */
  public boolean isZero(SymbolicValue array) {
    return zeros.test(array);
  }

  /** An argument that is a list of whole numbers. */
  public List<Extent> extents(int argument) {
    return ((List<?>) raw(argument)).stream().map(Extent.class::cast).toList();
  }

  /** An argument that is a list of whole numbers which follow no axis. */
  public long[] integers(int argument) {
    return extents(argument).stream().mapToLong(this::constant).toArray();
  }

  /** An argument that is a whole number which follows no axis. */
  public long integer(int argument) {
    return constant((Extent) raw(argument));
  }

  /** The value of a size that must follow no axis. */
  public long constant(Extent extent) {
    if (!extent.isConstant()) {
      throw refuse("it needs a fixed size where one follows a dynamic axis: " + extent);
    }
    return extent.value();
  }

  /** An argument that is a real number. */
  public double real(int argument) {
    if (raw(argument) instanceof Extent extent) {
      return constant(extent);
    }
    return (Double) raw(argument);
  }

  /** An argument that is true or false. */
  public boolean flag(int argument) {
    return (Boolean) raw(argument);
  }

  /** An axis, counted from the front. */
  public int axis(long axis, int rank) {
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** The only result. */
  public SymbolicValue result() {
    return symbolic.results().get(0);
  }

  /** All results. */
  public List<SymbolicValue> results() {
    return symbolic.results();
  }

  /** The error for a form of the operation that cannot be written exactly. */
  public UnmappedOperationException refuse(String reason) {
    return new UnmappedOperationException(
        ("The operation '%s' in %s cannot be written as ONNX: %s. Change the block, or add a mapping with"
                + " OnnxExporter.mapping(\"%s\", ...), or in"
                + " dev.counterpoint.onnx.mapping.StandardMappings for everybody.")
            .formatted(name(), symbolic.path(), reason, name()));
  }
}
