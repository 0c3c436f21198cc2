package dev.counterpoint.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.stream.LongStream;

/** Small models built by hand. */
final class Models {

  static final int FLOAT = 1;
  static final int INT64 = 7;

  private Models() {}

  /** {@code y = relu(x + bias)} on (batch, 2), the smallest model with everything in its place. */
  static ModelProto.Builder good() {
    return model(
        GraphProto.newBuilder()
            .setName("main")
            .addInput(value("x", FLOAT, -1, 2))
            .addOutput(value("y", FLOAT, -1, 2))
            .addInitializer(floats("bias", List.of(2L), 1, -1))
            .addNode(node("Add", List.of("x", "bias"), "sum"))
            .addNode(node("Relu", List.of("sum"), "y")));
  }

  static ModelProto.Builder model(GraphProto.Builder graph) {
    return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(opset("", 17)).setGraph(graph);
  }

  /** A model of one node that takes {@code x}, (batch, 2), and these initializers. */
  static ModelProto.Builder single(NodeProto.Builder node, TensorProto.Builder... initializers) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("main")
            .addInput(value("x", FLOAT, -1, 2))
            .addOutput(value(node.getOutput(0), FLOAT))
            .addNode(node);
    for (TensorProto.Builder initializer : initializers) {
      graph.addInitializer(initializer);
    }
    return model(graph);
  }

  /** The good model with one call of function f, of domain local, instead of its relu. */
  static ModelProto.Builder calling(FunctionProto.Builder... functions) {
    ModelProto.Builder model = good().addOpsetImport(opset("local", 1));
    for (FunctionProto.Builder function : functions) {
      model.addFunctions(function);
    }
    model.getGraphBuilder().getNodeBuilder(1).setOpType("f").setDomain("local");
    return model;
  }

  /** A function of one input and one output whose body are calls one after another. */
  static FunctionProto.Builder function(String name, NodeProto.Builder... body) {
    FunctionProto.Builder function =
        FunctionProto.newBuilder()
            .setName(name)
            .setDomain("local")
            .addInput("a")
            .addOutput(body.length == 0 ? "a" : body[body.length - 1].getOutput(0))
            .addOpsetImport(opset("", 17))
            .addOpsetImport(opset("local", 1));
    for (NodeProto.Builder node : body) {
      function.addNode(node);
    }
    return function;
  }

  static NodeProto.Builder call(String function, String input, String output) {
    return node(function, List.of(input), output).setDomain("local");
  }

  static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setName("make-" + output)
        .setOpType(operator)
        .addAllInput(inputs)
        .addOutput(output);
  }

  static AttributeProto.Builder graph(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.GRAPH).setG(graph);
  }

  static AttributeProto.Builder tensor(String name, TensorProto.Builder tensor) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.TENSOR).setT(tensor);
  }

  static AttributeProto.Builder ints(String name, long... values) {
    AttributeProto.Builder ints =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    LongStream.of(values).forEach(ints::addInts);
    return ints;
  }

  static OperatorSetIdProto.Builder opset(String domain, long version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version);
  }

  static TensorProto.Builder floats(String name, List<Long> shape, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(FLOAT).addAllDims(shape);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor;
  }

  static TensorProto.Builder longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(values.length);
    LongStream.of(values).forEach(tensor::addInt64Data);
    return tensor;
  }

  /** A tensor value; a dimension of -1 stands for any length. */
  static ValueInfoProto.Builder value(String name, int type, long... dimensions) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
    for (long dimension : dimensions) {
      TensorShapeProto.Dimension.Builder one = tensor.getShapeBuilder().addDimBuilder();
      if (dimension == -1) {
        one.setDimParam("batch");
      } else {
        one.setDimValue(dimension);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor));
  }
}
