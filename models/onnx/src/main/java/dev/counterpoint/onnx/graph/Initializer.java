package dev.counterpoint.onnx.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A constant of the graph.
 *
 * @param name its name in the model
 * @param type its element type
 * @param dimensions its shape
 * @param data its elements, little endian; shares the memory of the array it was made of
 */
record Initializer(String name, DataType type, long[] dimensions, ByteString data) {

  static Initializer of(String name, NDArray array) {
    // Not a copy, where the engine can hand out its memory: large weights stand in memory once.
    ByteBuffer buffer = array.toByteBuffer(true);
    return new Initializer(
        name,
        array.getDataType(),
        array.getShape().getShape(),
        UnsafeByteOperations.unsafeWrap(buffer));
  }

  TensorProto toProto() {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(OnnxTypes.of(type))
        .addAllDims(Arrays.stream(dimensions).boxed().toList())
        .setRawData(data)
        .build();
  }
}
