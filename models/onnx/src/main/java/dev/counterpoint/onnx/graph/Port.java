package dev.counterpoint.onnx.graph;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/**
 * An input or output of the graph.
 *
 * @param name its name
 * @param type its element type
 * @param shape for each axis a {@link Long} size, or the {@link String} name of a dynamic one; an
 *     empty name says that the size is not known
 */
public record Port(String name, DataType type, List<Object> shape) {

  ValueInfoProto toProto() {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (Object size : shape) {
      TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
      if (size instanceof Long number) {
        dimension.setDimValue(number);
      } else if (!size.toString().isEmpty()) {
        dimension.setDimParam(size.toString());
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxTypes.of(type))
                        .setShape(dimensions)))
        .build();
  }
}
