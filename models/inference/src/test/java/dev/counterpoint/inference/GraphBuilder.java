package dev.counterpoint.inference;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** ONNX files node by node. */
public final class GraphBuilder {

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("test");

  /** An input; the first size is the batch. */
  public GraphBuilder input(String name, long... sizes) {
    graph.addInput(value(name, sizes));
    return this;
  }

  /** An input of ids, {@code (batch, length) int64}. */
  public GraphBuilder ids(String name, long length) {
    graph.addInput(value(OnnxMl.TensorProto.DataType.INT64, name, length));
    return this;
  }

  /** An output; the first size is the batch. */
  public GraphBuilder output(String name, long... sizes) {
    graph.addOutput(value(name, sizes));
    return this;
  }

  /** A parameter. */
  public GraphBuilder parameter(String name, float[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes.flip()));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** A node; inputs are separated by spaces. */
  public GraphBuilder node(
      String type, String inputs, String output, OnnxMl.AttributeProto... attributes) {
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder().setOpType(type).setName(output).addOutput(output);
    for (String input : inputs.split(" ")) {
      node.addInput(input);
    }
    for (OnnxMl.AttributeProto attribute : attributes) {
      node.addAttribute(attribute);
    }
    graph.addNode(node);
    return this;
  }

  /** An attribute of whole numbers. */
  public static OnnxMl.AttributeProto integers(String name, long... values) {
    OnnxMl.AttributeProto.Builder attribute =
        OnnxMl.AttributeProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** An attribute of one whole number. */
  public static OnnxMl.AttributeProto integer(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** The file. */
  public byte[] bytes() {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("counterpoint-test")
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.ValueInfoProto value(String name, long... sizes) {
    return value(OnnxMl.TensorProto.DataType.FLOAT, name, sizes);
  }

  private static OnnxMl.ValueInfoProto value(
      OnnxMl.TensorProto.DataType type, String name, long... sizes) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (long size : sizes) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape)))
        .build();
  }
}
