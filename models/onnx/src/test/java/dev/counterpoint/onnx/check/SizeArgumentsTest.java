package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Models.floats;
import static dev.counterpoint.onnx.check.Models.ints;
import static dev.counterpoint.onnx.check.Models.longs;
import static dev.counterpoint.onnx.check.Models.node;
import static dev.counterpoint.onnx.check.Models.opset;
import static dev.counterpoint.onnx.check.Models.single;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small constants that would have the runtime make very much. */
class SizeArgumentsTest {

  @ParameterizedTest
  @CsvSource({
    "ConstantOfShape, s",
    "Expand, x s",
    "Reshape, x s",
    "Tile, x s",
    "AffineGrid, x s",
    "CenterCropPad, x s",
    "MaxUnpool, x x s"
  })
  void sizesOfManyElementsAreRefusedAndFewPass(String operator, String inputs) {
    NodeProto.Builder node = node(operator, List.of(inputs.split(" ")), "y");
    refuses(single(node, longs("s", 1 << 20, 1 << 20)));
    refuses(single(node, raw(1 << 20, 1 << 20)));
    accepts(single(node, longs("s", 2, 3)));
    accepts(single(node, raw(2, 3)));
  }

  @ParameterizedTest
  @CsvSource({
    "OneHot, x s x",
    "DFT, x s",
    "HannWindow, s",
    "BlackmanWindow, s",
    "HammingWindow, s"
  })
  void longVectorsAreRefused(String operator, String inputs) {
    NodeProto.Builder node = node(operator, List.of(inputs.split(" ")), "y");
    refuses(single(node, longs("s", 1L << 40)));
    accepts(single(node, longs("s", 16)));
  }

  @Test
  void zeroDoesNotHideTheRestOfAShape() {
    NodeProto.Builder node = node("Reshape", List.of("x", "s"), "y");
    refuses(single(node, longs("s", 0, -1, 1L << 40)));
    refuses(single(node, longs("s", Long.MAX_VALUE, Long.MAX_VALUE)));
    accepts(single(node, longs("s", 0, -1, 3)));
    assertThatThrownBy(() -> verify(single(node, longs("s", -2)))).hasMessageContaining("size -2");
  }

  @Test
  void constantsOfNodesCountAsWell() {
    NodeProto.Builder expand = node("Expand", List.of("x", "same"), "y");
    NodeProto.Builder same = node("Identity", List.of("s"), "same");
    AttributeProto.Builder value = ints("value_ints", 1 << 20, 1 << 20);
    NodeProto.Builder constant = node("Constant", List.of(), "s");
    for (AttributeProto.Builder attribute :
        List.of(value, Models.tensor("value", longs("", 1 << 20, 1 << 20)))) {
      ModelProto.Builder model = single(expand);
      model
          .getGraphBuilder()
          .clearNode()
          .addNode(constant.clone().addAttribute(attribute))
          .addNode(same)
          .addNode(expand);
      refuses(model);
    }
  }

  @Test
  void attributesThatTellSizesAreBound() {
    refuses(single(node("RandomNormal", List.of(), "y").addAttribute(ints("shape", 1L << 40))));
    refuses(single(node("Conv", List.of("x"), "y").addAttribute(ints("pads", 1L << 40, 0))));
    refuses(
        single(
            node("Multinomial", List.of("x"), "y")
                .addAttribute(
                    AttributeProto.newBuilder()
                        .setName("sample_size")
                        .setType(AttributeType.INT)
                        .setI(1L << 40))));
    accepts(single(node("Conv", List.of("x"), "y").addAttribute(ints("pads", 3, 3, 3, 3))));
  }

  @Test
  void paddingIsBound() {
    NodeProto.Builder pad = node("Pad", List.of("x", "s"), "y");
    refuses(single(pad, longs("s", 1 << 20, 0, 0, 1 << 20)));
    accepts(single(pad, longs("s", 1, 0, -1, 1 << 20)));
  }

  @Test
  void rangesAreBound() {
    NodeProto.Builder range = node("Range", List.of("a", "b", "c"), "y");
    refuses(single(range, one("a", 0), one("b", 1L << 40), one("c", 1)));
    refuses(single(range, one("a", 0), one("b", 1), one("c", 0)));
    refuses(single(range, real("a", 0), real("b", 1), real("c", 1e-20f)));
    refuses(single(range, real("a", 0), real("b", 1), real("c", Float.NaN)));
    accepts(single(range, one("a", 100), one("b", 0), one("c", -3)));
  }

  @Test
  void resizingIsBound() {
    NodeProto.Builder sizes = node("Resize", List.of("x", "", "", "s"), "y");
    refuses(single(sizes, longs("s", 1 << 20, 1 << 20)));
    accepts(single(sizes, longs("s", 2, 2)));
    NodeProto.Builder scales = node("Resize", List.of("x", "", "s"), "y");
    refuses(single(scales, floats("s", List.of(2L), 1e6f, 1e6f)));
    refuses(single(scales, floats("s", List.of(2L), Float.NaN, 1)));
    accepts(single(scales, floats("s", List.of(2L), 1, 2)));
    NodeProto.Builder old = node("Upsample", List.of("x", "s"), "y");
    refuses(single(old, floats("s", List.of(2L), 1e6f, 1e6f)).setOpsetImport(0, opset("", 9)));
  }

  private static TensorProto.Builder one(String name, long value) {
    return longs(name, value).clearDims();
  }

  private static TensorProto.Builder real(String name, float value) {
    return floats(name, List.of(), value);
  }

  private static TensorProto.Builder raw(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return longs("s", values).clearInt64Data().setRawData(ByteString.copyFrom(bytes));
  }

  private static void accepts(ModelProto.Builder model) {
    assertThatCode(() -> verify(model)).doesNotThrowAnyException();
  }

  private static void refuses(ModelProto.Builder model) {
    assertThatThrownBy(() -> verify(model))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageMatching("(?s).*(producedElements|above 0).*");
  }

  private static void verify(ModelProto.Builder model) {
    byte[] bytes = model.setOpsetImport(0, version(model)).build().toByteArray();
    OnnxVerifier.requireSafe(bytes, "test");
  }

  private static OperatorSetIdProto.Builder version(ModelProto.Builder model) {
    return opset("", model.getOpsetImport(0).getVersion() == 9 ? 9 : 20);
  }
}
