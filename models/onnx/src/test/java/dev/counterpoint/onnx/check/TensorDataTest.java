package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Models.floats;
import static dev.counterpoint.onnx.check.Models.good;
import static dev.counterpoint.onnx.check.Models.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shapes and data of tensors that stand in the file. */
class TensorDataTest {

  @Test
  void dimensionsThatAreAbsurdAreRefused() {
    refuses(floats("w", List.of(-1L)), "dimension -1");
    refuses(floats("w", List.of(1L << 40)), "dimension 1099511627776");
    refuses(floats("w", List.of(1L << 31, 1L << 31, 1L << 31)), "shape [2147483648, ");
    refuses(floats("w", List.of(3L << 30, 1L)), "dimension 3221225472");
    refuses(floats("w", List.of(0L, 1L << 31, 1L << 31)), "an empty dimension aside");
    refuses(floats("w", IntStream.range(0, 33).mapToObj(i -> 1L).toList(), 1), "33 dimensions");
  }

  @Test
  void declaredShapesAreBoundAsWell() {
    ModelProto.Builder model = good();
    model.getGraphBuilder().setInput(0, value("x", 1, -1, 1L << 31, 2));
    refuses(model, "at most 2147483648 elements");
    model.getGraphBuilder().setInput(0, value("x", 1, -2));
    refuses(model, "dimension -2");
    model.getGraphBuilder().setInput(0, value("x", 99));
    refuses(model, "element type 99");
    model.getGraphBuilder().getInputBuilder(0).clearType();
    refuses(model, "no type");
  }

  @Test
  void dataMustBeAsLongAsShapeAndTypeSay() {
    refuses(floats("w", List.of(3L), 1, 2), "2 entries of float_data for FLOAT [3]");
    refuses(floats("w", List.of(1L), 1, 2), "2 entries");
    refuses(raw(1, 3, 11), "11 bytes of data for FLOAT [3]");
    refuses(raw(1, 0, 1), "1 bytes of data for FLOAT [0]");
    refuses(floats("w", List.of(1_000_000L)), "0 entries");
  }

  @Test
  void dataStandsInOneFieldOnlyAndInTheRightOne() {
    refuses(raw(1, 1, 4).addFloatData(1), "both raw_data and float_data");
    refuses(raw(1, 1, 4).addInt64Data(1), "int64_data for FLOAT");
    refuses(floats("w", List.of(1L), 1).setDataType(DataType.INT64_VALUE), "float_data for INT64");
    refuses(raw(DataType.STRING_VALUE, 1, 4), "raw_data for STRING");
  }

  @Test
  void unknownTypesAndSegmentsAreRefused() {
    refuses(raw(0, 1, 4), "element type 0");
    refuses(raw(23, 1, 4), "element type 23");
    refuses(raw(-7, 1, 4), "element type -7");
    TensorProto.Builder segment = raw(1, 1, 4);
    segment.getSegmentBuilder().setBegin(0).setEnd(1);
    refuses(segment, "segments");
  }

  @Test
  void emptyTensorsAndScalarsPass() {
    accepts(floats("w", List.of(0L, 5L)));
    accepts(floats("w", List.of(), 1));
    accepts(raw(1, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void threeElementsOfEachTypePass(ElementType type) {
    if (type != ElementType.STRING) {
      accepts(raw(type.number(), 3, (int) type.rawBytes(3)));
    }
    TensorProto.Builder typed = raw(type.number(), 3, 0);
    for (int i = 0; i < type.entries(3); i++) {
      switch (type.field()) {
        case FLOATS -> typed.addFloatData(1);
        case INT32S -> typed.addInt32Data(1);
        case INT64S -> typed.addInt64Data(1);
        case UINT64S -> typed.addUint64Data(1);
        case DOUBLES -> typed.addDoubleData(1);
        case STRINGS -> typed.addStringData(ByteString.copyFromUtf8("a"));
      }
    }
    accepts(typed);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void typesHaveTheNumbersOfTheFormat(ElementType type) {
    assertThat(DataType.forNumber(type.number()).name()).isEqualTo(type.name());
    assertThat(ElementType.of(type.number())).isSameAs(type);
  }

  private static TensorProto.Builder raw(int type, long count, int bytes) {
    return TensorProto.newBuilder()
        .setName("w")
        .setDataType(type)
        .addDims(count)
        .setRawData(ByteString.copyFrom(new byte[bytes]));
  }

  private static ModelProto.Builder with(TensorProto.Builder tensor) {
    ModelProto.Builder model = good();
    model.getGraphBuilder().addInitializer(tensor);
    return model;
  }

  private static void accepts(TensorProto.Builder tensor) {
    byte[] model = with(tensor).build().toByteArray();
    assertThatCode(() -> OnnxVerifier.requireSafe(model, "test")).doesNotThrowAnyException();
  }

  private static void refuses(TensorProto.Builder tensor, String found) {
    refuses(with(tensor), found);
  }

  private static void refuses(ModelProto.Builder model, String found) {
    byte[] bytes = model.build().toByteArray();
    assertThatThrownBy(() -> OnnxVerifier.requireSafe(bytes, "test"))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining(found);
  }
}
