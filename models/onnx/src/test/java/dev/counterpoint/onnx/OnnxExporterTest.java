package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.util.Pair;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.parity.OnnxRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter as a user meets it, and the form of the models that it writes. */
class OnnxExporterTest {

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Block network() {
    Block network =
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build())
            .add(BatchNorm.builder().build())
            .add(Activation::relu)
            .add(Dropout.builder().build())
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(5).build());
    network.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 8, 8));
    return network;
  }

  private Block lambda(Function<NDArray, NDArray> function) {
    Block block = LambdaBlock.singleton(function);
    block.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
    return block;
  }

  private ModelProto model(OnnxExporter exporter) throws IOException {
    Path file = folder.resolve("model.onnx");
    exporter.toFile(file);
    return ModelProto.parseFrom(Files.readAllBytes(file));
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  @Test
  void fiveLinesExportANetwork() throws IOException {
    Path file = folder.resolve("encoder.onnx");
    OnnxExport export =
        OnnxExporter.of(network()).input("image", -1, 3, 8, 8).outputs("features").toFile(file);
    assertThat(export.opset()).isEqualTo(13);
    assertThat(export.bytes()).isEqualTo(Files.size(file));
    assertThat(export.parity().largestAbsolute()).isLessThan(1e-5);
    assertThat(export.parity().cases()).hasSize(4);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).containsExactly("encoder.onnx");
  }

  @Test
  void dropoutGoesAndLayersMapOneToOne() throws IOException {
    ModelProto model = model(OnnxExporter.of(network()).input("image", -1, 3, 8, 8));
    assertThat(operators(model))
        .containsExactly("Conv", "BatchNormalization", "Relu", "Reshape", "Gemm");
  }

  @Test
  void parametersKeepTheirNamesAndValues() throws IOException {
    Block network = network();
    ModelProto model = model(OnnxExporter.of(network).input("image", -1, 3, 8, 8));
    Map<String, TensorProto> initializers = new LinkedHashMap<>();
    model.getGraph().getInitializerList().forEach(i -> initializers.put(i.getName(), i));
    for (Pair<String, Parameter> parameter : network.getParameters()) {
      TensorProto tensor = initializers.get(parameter.getKey());
      assertThat(tensor).as(parameter.getKey()).isNotNull();
      assertThat(tensor.getRawData().toByteArray())
          .isEqualTo(parameter.getValue().getArray().toByteArray());
    }
  }

  @Test
  void theBlockStaysAsItIs() {
    Block network = network();
    Map<String, byte[]> before = new LinkedHashMap<>();
    network
        .getParameters()
        .forEach(p -> before.put(p.getKey(), p.getValue().getArray().toByteArray()));
    List<Boolean> gradients = gradients(network);
    int arrays = manager.getManagedArrays().size();
    OnnxExporter.of(network).input("image", -1, 3, 8, 8).toBytes(bytes -> {});
    network
        .getParameters()
        .forEach(
            p ->
                assertThat(p.getValue().getArray().toByteArray())
                    .as(p.getKey())
                    .isEqualTo(before.get(p.getKey())));
    assertThat(gradients(network)).isEqualTo(gradients);
    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }

  private static List<Boolean> gradients(Block network) {
    return network.getParameters().values().stream()
        .map(parameter -> parameter.getArray().hasGradient())
        .toList();
  }

  @Test
  void namesAreUniqueAndNodesStandInOrder() throws IOException {
    ModelProto model = model(OnnxExporter.of(network()).input("image", -1, 3, 8, 8));
    Set<String> known = new HashSet<>();
    model.getGraph().getInputList().forEach(i -> assertThat(known.add(i.getName())).isTrue());
    model.getGraph().getInitializerList().forEach(i -> assertThat(known.add(i.getName())).isTrue());
    for (NodeProto node : model.getGraph().getNodeList()) {
      assertThat(known).containsAll(node.getInputList());
      node.getOutputList().forEach(output -> assertThat(known.add(output)).isTrue());
    }
    assertThat(known).contains("output");
  }

  @Test
  void deadOperationsAndTheirConstantsGo() throws IOException {
    Block block =
        lambda(
            x -> {
              x.exp().mul(x.getManager().create(new float[] {1, 2, 3, 4}));
              return x.neg();
            });
    ModelProto model = model(OnnxExporter.of(block).input("x", -1, 4));
    assertThat(operators(model)).containsExactly("Neg");
    assertThat(model.getGraph().getInitializerCount()).isZero();
  }

  @Test
  void arithmeticOnConstantsIsFolded() throws IOException {
    Block block =
        lambda(
            x -> {
              NDArray constant = x.getManager().create(new float[] {1, 2, 3, 4});
              return x.mul(constant.muli(2).exp().sum());
            });
    ModelProto model = model(OnnxExporter.of(block).input("x", -1, 4));
    assertThat(operators(model)).containsExactly("Mul");
  }

  @Test
  void dynamicAxesAreNamedAndFixedOnesStated() throws IOException {
    Block block = lambda(x -> x.sum(new int[] {2}));
    ModelProto model =
        model(
            OnnxExporter.of(block).input(OnnxInput.of("x", -1, -1, 6).withAxis(1, "time", 2, 40)));
    var shape = model.getGraph().getOutput(0).getType().getTensorType().getShape();
    assertThat(shape.getDim(0).getDimParam()).isEqualTo("batch");
    assertThat(shape.getDim(1).getDimParam()).isEqualTo("time");
    var inputShape = model.getGraph().getInput(0).getType().getTensorType().getShape();
    assertThat(inputShape.getDim(2).getDimValue()).isEqualTo(6);
  }

  @Test
  void anInputThatIsHandedThroughBecomesAnOutput() throws IOException {
    ModelProto model = model(OnnxExporter.of(lambda(x -> x)).input("x", -1, 4).outputs("y"));
    assertThat(operators(model)).containsExactly("Identity");
  }

  @Test
  void aParameterReadWithoutTheStoreKeepsItsName() throws IOException {
    Linear linear = Linear.builder().setUnits(4).build();
    Block block =
        new SequentialBlock()
            .add(linear)
            .addSingleton(x -> x.mul(linear.getParameters().get(1).getValue().getArray()));
    block.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
    ModelProto model = model(OnnxExporter.of(block).input("x", -1, 4));
    assertThat(model.getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactlyInAnyOrder("01Linear_weight", "01Linear_bias");
  }

  @Test
  void aMappingCanBeAdded() throws IOException {
    OperationMapping twice =
        OperationMapping.single(
            (operation, graph) ->
                graph.node("Add", List.of(operation.tensor(0), operation.tensor(0))));
    Block block = lambda(x -> x.mul(2));
    ModelProto model = model(OnnxExporter.of(block).input("x", -1, 4).mapping("mul", twice));
    assertThat(operators(model)).containsExactly("Add");
  }

  @Test
  void samplesAreComparedAndRecorded() {
    OnnxExport export =
        OnnxExporter.of(network())
            .input("image", -1, 3, 8, 8)
            .sample(new NDList(manager.ones(new Shape(3, 3, 8, 8))))
            .seed(5)
            .toBytes(bytes -> {});
    Map<String, Object> record = export.parity().toMap();
    assertThat(record)
        .containsKeys("largestAbsolute", "largestRelative", "tolerance", "versions", "cases")
        .containsEntry("seed", 5L)
        .containsEntry("opset", 13);
    assertThat(export.parity().cases())
        .extracting(c -> c.inputs())
        .containsExactly("random", "random", "random", "random", "sample 1");
    assertThat(export.parity().versions())
        .containsKeys("DJL", "PyTorch", "ONNX Runtime")
        .doesNotContainKey("ONNX Runtime without");
  }

  @Test
  void theParityRecordOfALargeModelSaysWhatItWasComparedWithout() {
    Block large = Linear.builder().setUnits(64).build();
    large.initialize(manager, DataType.FLOAT32, new Shape(2, OnnxRun.LARGE_MODEL / 4 / 64));
    OnnxExport export =
        OnnxExporter.of(large)
            .input("x", -1, OnnxRun.LARGE_MODEL / 4 / 64)
            .toFile(folder.resolve("large.onnx"));
    assertThat(export.parity().versions())
        .containsEntry("ONNX Runtime without", "ConvBNFusion, NchwcTransformer");
  }

  @Test
  void theSameExportIsTheSameBytes() {
    Block network = network();
    byte[][] models = new byte[2][];
    for (int i = 0; i < 2; i++) {
      int position = i;
      OnnxExporter.of(network).input("x", -1, 3, 8, 8).toBytes(b -> models[position] = b);
    }
    assertThat(models[1]).isEqualTo(models[0]);
  }

  @Test
  void aShapeThatLosesTheBatchOnlyAtSizeOneIsNoted() {
    OnnxExport export =
        OnnxExporter.of(lambda(NDArray::squeeze)).input("x", -1, 4).toBytes(bytes -> {});
    assertThat(export.parity().cases().get(0).note()).contains("(4)", "(1, 4)");
    assertThat(export.parity().cases().get(1).note()).isEmpty();
  }

  @Test
  void theLowestOpsetIsStated() {
    assertThat(OnnxGraph.LOWEST_OPSET).isEqualTo(13);
    OnnxExport export =
        OnnxExporter.of(lambda(x -> x.cumSum(1))).input("x", -1, 4).toBytes(bytes -> {});
    assertThat(export.opset()).isEqualTo(14);
  }
}
