package dev.counterpoint.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Constants that tell an operator how much to make: the shape of {@code Expand}, the repeats of
 * {@code Tile}, the padding of {@code Conv}.
 *
 * <p>Some bytes of these ask for any amount of memory, and the runtime folds constants while it
 * loads a model. Sizes that the graph computes are not known here.
 */
final class SizeArguments {

  /** Entries of a constant that is read as sizes; no operator has as many dimensions. */
  private static final int LONGEST = 2_048;

  /** Which input tells the size, by operator. */
  private static final Map<String, Integer> SHAPE_INPUTS =
      Map.ofEntries(
          Map.entry("ConstantOfShape", 0),
          Map.entry("Expand", 1),
          Map.entry("Reshape", 1),
          Map.entry("Tile", 1),
          Map.entry("AffineGrid", 1),
          Map.entry("CenterCropPad", 1),
          Map.entry("Col2Im", 1),
          Map.entry("MaxUnpool", 2),
          Map.entry("OneHot", 1),
          Map.entry("DFT", 1),
          Map.entry("BlackmanWindow", 0),
          Map.entry("HammingWindow", 0),
          Map.entry("HannWindow", 0));

  /** Attributes whose product is made, for the operators that have them. */
  private static final List<String> SHAPE_ATTRIBUTES =
      List.of(
          "shape",
          "output_shape",
          "pooled_shape",
          "strides",
          "sample_size",
          "hidden_size",
          "output_height",
          "output_width");

  private final OnnxLimits limits;
  private final Findings findings;

  SizeArguments(OnnxLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  /** Checks a node; notes what it makes where that is constant. */
  void check(NodeProto node, Scope scope, Object where) {
    Map<String, AttributeProto> attributes =
        node.getAttributeCount() == 0 ? Map.of() : new HashMap<>();
    node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    switch (node.getOpType()) {
      case "Constant" -> note(node, scope, constant(attributes));
      case "Identity" -> note(node, scope, input(node, 0, scope));
      case "Pad" -> padding(longs(input(node, 1, scope), LONGEST), where);
      case "Range" -> range(node, scope, where);
      case "Resize", "Upsample" -> resize(node, scope, where);
      case "MelWeightMatrix" -> {
        long[] bins = longs(input(node, 0, scope), 1);
        long[] length = longs(input(node, 1, scope), 1);
        if (bins != null && length != null && bins.length + length.length == 2) {
          sizes(new long[] {bins[0], length[0]}, where);
        }
      }
      default -> {
        Integer index = SHAPE_INPUTS.get(node.getOpType());
        if (index != null) {
          sizes(longs(input(node, index, scope), LONGEST), where);
        }
      }
    }
    if (!attributes.isEmpty()) {
      attributes(attributes, where);
    }
  }

  private void attributes(Map<String, AttributeProto> attributes, Object where) {
    for (String name : SHAPE_ATTRIBUTES) {
      AttributeProto attribute = attributes.get(name);
      if (attribute != null) {
        sizes(attribute.hasI() ? new long[] {attribute.getI()} : ints(attribute), where);
      }
    }
    for (String name : List.of("pads", "output_padding")) {
      if (attributes.containsKey(name)) {
        padding(ints(attributes.get(name)), where);
      }
    }
    AttributeProto scales = attributes.get("scales");
    if (scales != null) {
      scales(scales.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray(), where);
    }
  }

  private void resize(NodeProto node, Scope scope, Object where) {
    // The scales moved from the second to the third input when Resize came to its second version.
    for (int i = 1; i < node.getInputCount(); i++) {
      TensorProto constant = input(node, i, scope);
      if (constant != null && constant.getDataType() == ElementType.INT64.number()) {
        sizes(longs(constant, LONGEST), where);
      } else if (constant != null && i == Math.min(node.getInputCount() - 1, 2)) {
        scales(floats(constant), where);
      }
    }
  }

  private void range(NodeProto node, Scope scope, Object where) {
    double[] ends = new double[3];
    for (int i = 0; i < ends.length; i++) {
      TensorProto constant = input(node, i, scope);
      long[] whole = longs(constant, 1);
      double[] real = whole == null ? floats(constant) : new double[] {single(whole)};
      if (real == null || real.length != 1) {
        return;
      }
      ends[i] = real[0];
    }
    double count = (ends[1] - ends[0]) / ends[2];
    if (ends[2] == 0 || !(count <= limits.producedElements())) {
      exceeds(where, "a range from %s to %s by %s".formatted(ends[0], ends[1], ends[2]));
    }
  }

  private static double single(long[] values) {
    return values.length == 1 ? values[0] : Double.NaN;
  }

  /** Sizes that multiply; 0 and -1 have meanings of their own and make nothing new. */
  private void sizes(long[] sizes, Object where) {
    if (sizes == null) {
      return;
    }
    long product = 1;
    for (long size : sizes) {
      if (size < -1) {
        findings.report(where, "size %d".formatted(size), "-1 and up");
        return;
      }
      if (size > 0 && product > limits.producedElements() / size) {
        exceeds(where, "sizes %s".formatted(brief(sizes)));
        return;
      }
      product *= Math.max(size, 1);
    }
  }

  private void padding(long[] pads, Object where) {
    if (pads == null) {
      return;
    }
    double product = 1;
    for (int axis = 0; axis < (pads.length + 1) / 2; axis++) {
      int end = axis + pads.length / 2;
      product *= 1 + Math.max(0.0, pads[axis]) + (end == axis ? 0 : Math.max(0.0, pads[end]));
    }
    if (product > limits.producedElements()) {
      exceeds(where, "padding %s".formatted(brief(pads)));
    }
  }

  private void scales(double[] scales, Object where) {
    if (scales == null) {
      return;
    }
    double product = 1;
    for (double scale : scales) {
      if (!(scale > 0)) { // also where it is not a number
        findings.report(where, "scale %s".formatted(scale), "above 0");
        return;
      }
      product *= Math.max(scale, 1);
    }
    if (product > limits.producedElements()) {
      exceeds(where, "scales with product %s".formatted(product));
    }
  }

  private void exceeds(Object where, String found) {
    findings.exceeds(
        where,
        found,
        "at most %d elements from a constant".formatted(limits.producedElements()),
        "producedElements");
  }

  private static void note(NodeProto node, Scope scope, TensorProto constant) {
    if (constant != null && node.getOutputCount() > 0) {
      scope.constant(node.getOutput(0), constant);
    }
  }

  private static TensorProto input(NodeProto node, int index, Scope scope) {
    boolean given = index < node.getInputCount() && !node.getInput(index).isEmpty();
    return given ? scope.constant(node.getInput(index)) : null;
  }

  private static TensorProto constant(Map<String, AttributeProto> attributes) {
    for (AttributeProto value : attributes.values()) {
      switch (value.getName()) {
        case "value" -> {
          return value.getT();
        }
        case "value_int" -> {
          return whole().addInt64Data(value.getI()).build();
        }
        case "value_ints" -> {
          return whole().addAllInt64Data(value.getIntsList()).build();
        }
        case "value_float" -> {
          return real().addFloatData(value.getF()).build();
        }
        case "value_floats" -> {
          return real().addAllFloatData(value.getFloatsList()).build();
        }
        default -> {
          // No numbers.
        }
      }
    }
    return null;
  }

  private static TensorProto.Builder whole() {
    return TensorProto.newBuilder().setDataType(ElementType.INT64.number());
  }

  private static TensorProto.Builder real() {
    return TensorProto.newBuilder().setDataType(ElementType.FLOAT.number());
  }

  private static long[] ints(AttributeProto attribute) {
    return attribute.getIntsList().stream().limit(LONGEST).mapToLong(Long::longValue).toArray();
  }

  /** The whole numbers of a tensor; null if it has others, or more than {@code longest}. */
  static long[] longs(TensorProto tensor, int longest) {
    if (tensor == null) {
      return null;
    }
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = tensor.getDataType() == ElementType.INT64.number();
    if (!wide && tensor.getDataType() != ElementType.INT32.number()) {
      return null;
    }
    int typed = wide ? tensor.getInt64DataCount() : tensor.getInt32DataCount();
    int count = typed > 0 ? typed : raw.remaining() / (wide ? 8 : 4);
    if (count > longest) {
      return null;
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      if (typed > 0) {
        values[i] = wide ? tensor.getInt64Data(i) : tensor.getInt32Data(i);
      } else {
        values[i] = wide ? raw.getLong() : raw.getInt();
      }
    }
    return values;
  }

  private static double[] floats(TensorProto tensor) {
    if (tensor == null || tensor.getDataType() != ElementType.FLOAT.number()) {
      return null;
    }
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int typed = tensor.getFloatDataCount();
    int count = typed > 0 ? typed : raw.remaining() / 4;
    if (count > LONGEST) {
      return null;
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = typed > 0 ? tensor.getFloatData(i) : raw.getFloat();
    }
    return values;
  }

  private static String brief(long[] values) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(values.length, 8); i++) {
      text.append(i == 0 ? "" : ", ").append(values[i]);
    }
    return text.append(values.length > 8 ? ", ...]" : "]").toString();
  }
}
