package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Models.call;
import static dev.counterpoint.onnx.check.Models.calling;
import static dev.counterpoint.onnx.check.Models.floats;
import static dev.counterpoint.onnx.check.Models.function;
import static dev.counterpoint.onnx.check.Models.good;
import static dev.counterpoint.onnx.check.Models.graph;
import static dev.counterpoint.onnx.check.Models.longs;
import static dev.counterpoint.onnx.check.Models.node;
import static dev.counterpoint.onnx.check.Models.opset;
import static dev.counterpoint.onnx.check.Models.single;
import static dev.counterpoint.onnx.check.Models.tensor;
import static dev.counterpoint.onnx.check.Models.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxVerifierTest {

  private static final OnnxLimits LIMITS = OnnxLimits.standard();

  @TempDir Path folder;

  @Test
  void aGoodModelPassesAndRuns() throws OrtException {
    byte[] model = good().build().toByteArray();

    OnnxVerifier.requireSafe(model, "good");

    assertThat(run(model)).isDeepEqualTo(new float[][] {{3, 1}, {0, 5}});
  }

  @Test
  void aFunctionOfTheModelPassesAndRuns() throws OrtException {
    byte[] model =
        calling(function("f", call("g", "a", "b")), function("g", node("Relu", List.of("a"), "b")))
            .build()
            .toByteArray();

    OnnxVerifier.requireSafe(model, "functions");

    assertThat(run(model)).isDeepEqualTo(new float[][] {{3, 1}, {0, 5}});
  }

  @Test
  void aBranchThatReadsFromTheGraphAroundItPassesAndRuns() throws OrtException {
    byte[] model = branching(1).build().toByteArray();

    OnnxVerifier.requireSafe(model, "branching");

    assertThat(run(model)).isDeepEqualTo(new float[][] {{6, 2}, {-14, 10}});
  }

  @Test
  void theFileIsReadOnceAndItsBytesComeBack() throws Exception {
    byte[] model = good().build().toByteArray();
    Path file = Files.write(folder.resolve("model.onnx"), model);

    assertThat(OnnxVerifier.requireSafe(file)).isEqualTo(model);
  }

  @Test
  void aLargeFileIsRefusedBeforeItIsRead() throws Exception {
    Path file = Files.write(folder.resolve("model.onnx"), new byte[1000]);

    assertThatThrownBy(() -> new OnnxVerifier(LIMITS.withFileBytes(999)).verify(file))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining("model.onnx")
        .hasMessageContaining("1000 bytes")
        .hasMessageContaining("fileBytes");
  }

  @Test
  void whatIsNotAFileIsRefusedAndAMissingOneIsTheSystemsError() {
    assertThatThrownBy(() -> OnnxVerifier.requireSafe(folder))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining("folder");
    assertThatThrownBy(() -> OnnxVerifier.requireSafe(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theErrorSaysWhatWhereFoundAndAllowed() {
    ModelProto.Builder model = good();
    model.getGraphBuilder().getNodeBuilder(1).setOpType("Rely");

    assertThatThrownBy(() -> verify(model))
        .isInstanceOfSatisfying(
            RefusedModelException.class,
            e -> {
              assertThat(e.model()).isEqualTo("test");
              assertThat(e.where()).contains("\"main\"", "\"make-y\"", "\"Rely\"", "number 1");
              assertThat(e.found()).isEqualTo("an operator that version 17 does not have");
              assertThat(e.allowed()).contains("standard operators");
              assertThat(e.getMessage()).contains(e.where(), e.found(), e.allowed(), e.remedy());
            });
  }

  @Test
  void namesFromTheFileCannotDisturbTheMessage() {
    ModelProto.Builder model = good();
    model.getGraphBuilder().getNodeBuilder(1).setOpType("\u001b[2J\n\u202e" + "x".repeat(9000));

    assertThatThrownBy(() -> verify(model))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b", "\u202e"));
  }

  @Test
  void dataOutsideOfTheFileIsRefusedWhereverItIsNamed() {
    TensorProto.Builder byLocation =
        floats("w", List.of(2L)).setDataLocation(DataLocation.EXTERNAL);
    TensorProto.Builder byEntry = floats("w", List.of(2L), 1, 2);
    byEntry.addExternalDataBuilder().setKey("location").setValue("/etc/passwd");
    NodeProto.Builder add = node("Add", List.of("x", "w"), "y");
    for (TensorProto.Builder outside : List.of(byLocation, byEntry)) {
      refuses(single(add, outside), "data outside");
      refuses(single(constant(outside)), "data outside");
      refuses(branching(1, constant(outside)), "data outside");
      refuses(
          calling(function("f", constant(outside), node("Relu", List.of("a"), "b"))),
          "data outside");
      refuses(
          calling(
              function("f", node("Relu", List.of("a"), "b"))
                  .addAttributeProto(tensor("default", outside))),
          "data outside");
      refuses(
          calling(
              function("f", node("Relu", List.of("a"), "b")),
              function("never-called", constant(outside))),
          "data outside");
      SparseTensorProto.Builder sparse = sparse(List.of(4L), longs("", 1, 3)).setValues(outside);
      ModelProto.Builder model = good();
      model.getGraphBuilder().addSparseInitializer(sparse);
      refuses(model, "data outside");
      refuses(
          single(
              node("Add", List.of("x", "x"), "y")
                  .addAttribute(
                      AttributeProto.newBuilder()
                          .setName("list")
                          .setType(AttributeType.TENSORS)
                          .addTensors(outside))),
          "data outside");
    }
  }

  @Test
  void customOperatorsAreRefusedUnlessTheirDomainIsLetPass() {
    ModelProto.Builder model = good().addOpsetImport(opset("com.stranger", 1));
    model.getGraphBuilder().getNodeBuilder(1).setDomain("com.stranger").setOpType("Evil");

    refuses(model, "domain \"com.stranger\"");
    new OnnxVerifier(LIMITS.withCustomDomains(Set.of("com.stranger")))
        .verify(model.build().toByteArray(), "test");
  }

  @Test
  void functionsCannotStandInForStandardOperators() {
    refuses(
        good().addFunctions(function("Relu", node("Neg", List.of("a"), "b")).setDomain("ai.onnx")),
        "ONNX's own domain");
  }

  @Test
  void versionsThatAreMissingOrAbsurdAreRefused() {
    refuses(good().clearIrVersion(), "no IR version");
    refuses(good().setIrVersion(99), "IR version 99");
    refuses(good().setIrVersion(-1), "IR version -1");
    refuses(good().clearOpsetImport(), "no imports");
    refuses(good().setOpsetImport(0, opset("", 0)), "version 0");
    refuses(good().setOpsetImport(0, opset("", 1_000_000)), "version 1000000");
    refuses(good().addOpsetImport(opset("ai.onnx", 17)), "two imports");
    refuses(good().setOpsetImport(0, opset("other", 17)), "domain \"other\"");
    refuses(good().setOpsetImport(0, opset("", 13)).clearGraph(), "no graph");
  }

  @Test
  void namesAreDefinedOnceAndBeforeTheyAreUsed() {
    refuses(edited(g -> g.getNodeBuilder(0).setInput(0, "y")), "in a cycle or out of order");
    refuses(edited(g -> g.getNodeBuilder(0).setInput(0, "sum")), "in a cycle or out of order");
    refuses(edited(g -> g.getNodeBuilder(0).setInput(0, "nowhere")), "nothing makes");
    refuses(edited(g -> g.getNodeBuilder(0).setOutput(0, "x")), "second definition");
    refuses(edited(g -> g.addInput(value("x", 1, 2))), "second definition");
    refuses(edited(g -> g.addInitializer(floats("bias", List.of(1L), 1))), "second time");
    refuses(edited(g -> g.addInput(value("", 1, 2))), "empty name");
    refuses(edited(g -> g.addOutput(value("z", 1, 2))), "which nothing makes");
    refuses(edited(g -> g.addOutput(value("y", 1, 2))), "second definition");
    refuses(edited(GraphProto.Builder::clearOutput), "no outputs");
    refuses(edited(g -> g.getNodeBuilder(1).setOutput(0, "")), "no outputs");
    refuses(branching(1, node("Neg", List.of("x"), "sum")), "second definition");
    // What a branch makes stays inside.
    ModelProto.Builder leaking = branching(1);
    leaking.getGraphBuilder().addNode(node("Neg", List.of("doubled1"), "z"));
    refuses(leaking, "which nothing makes");
  }

  @Test
  void anInitializerMayBeTheDefaultOfAnInputOnce() {
    ModelProto.Builder model = edited(g -> g.addInput(value("bias", 1, 2)));

    assertThatCode(() -> verify(model)).doesNotThrowAnyException();
    model.getGraphBuilder().addInitializer(floats("bias", List.of(2L), 1, 2));
    refuses(model, "second time");
  }

  @Test
  void attributesHaveOneNameAndOneValueOfTheirType() {
    AttributeProto.Builder axis =
        AttributeProto.newBuilder().setName("axis").setType(AttributeType.INT).setI(1);
    NodeProto.Builder softmax = node("Softmax", List.of("x"), "y");
    refuses(single(softmax.clone().addAttribute(axis).addAttribute(axis)), "given twice");
    refuses(single(softmax.clone().addAttribute(axis.clone().clearType())), "no type");
    refuses(single(softmax.clone().addAttribute(axis.clone().setF(2))), "value of type FLOAT");
    refuses(
        single(softmax.clone().addAttribute(axis.clone().clearI().setRefAttrName("a"))),
        "a reference to \"a\"");
    refuses(
        single(
            node("Constant", List.of(), "y")
                .addAttribute(
                    AttributeProto.newBuilder().setName("value").setType(AttributeType.TENSOR))),
        "no value");
  }

  @Test
  void functionsMayNotCallThemselvesNorGrowBeyondTheLimit() {
    refuses(calling(function("f", call("f", "a", "b"))), "a call of itself");
    refuses(
        calling(function("f", call("g", "a", "b")), function("g", call("f", "a", "b"))),
        "a call of itself");
    refuses(
        calling(function("f", node("Relu", List.of("a"), "b")), function("f")),
        "second definition");
    assertThatThrownBy(() -> verify(calling(doubling(16)))).hasMessageContaining("deep");
    // 2^14 nodes from 14 small functions.
    OnnxVerifier strict = new OnnxVerifier(LIMITS.withNodes(10_000));
    byte[] model = calling(doubling(13)).build().toByteArray();
    assertThatThrownBy(() -> strict.verify(model, "test"))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining("more than 10000 nodes");
  }

  @Test
  void aCallHasNoMoreThanItsFunction() {
    FunctionProto.Builder function = function("f", node("Relu", List.of("a"), "b"));
    refuses(calling(function.clone().clearInput().clearNode().clearOutput()), "the 0 inputs");
    ModelProto.Builder model = calling(function);
    model.getGraphBuilder().getNodeBuilder(1).addOutput("more");
    refuses(model, "a call with 1 inputs and 2 outputs");
  }

  @Test
  void graphsInsideGraphsHaveALimit() {
    assertThatCode(() -> verify(branching(7))).doesNotThrowAnyException();
    refuses(branching(8), "graphs inside graphs");
    refuses(branching(40), "nested deeper than 64");
  }

  @Test
  void trainingInformationIsRefused() {
    refuses(good().addTrainingInfo(TrainingInfoProto.newBuilder()), "training information");
  }

  @Test
  void sparseTensorsMustFitTheDenseOnesTheyStandFor() {
    ModelProto.Builder model = good();
    model.getGraphBuilder().addSparseInitializer(sparse(List.of(4L), longs("", 1, 3)));
    assertThatCode(() -> verify(model)).doesNotThrowAnyException();
    model.getGraphBuilder().setSparseInitializer(0, sparse(List.of(4L), longs("", 1, 4)));
    refuses(model, "index 4");
    model.getGraphBuilder().setSparseInitializer(0, sparse(List.of(1L << 30), longs("", 1, 4)));
    refuses(model, "unpacks to 1073741824 elements");
    model.getGraphBuilder().setSparseInitializer(0, sparse(List.of(4L), longs("", 1, 2, 3)));
    refuses(model, "values [2] with indices [3]");
  }

  private static SparseTensorProto.Builder sparse(List<Long> shape, TensorProto.Builder indices) {
    return SparseTensorProto.newBuilder()
        .addAllDims(shape)
        .setValues(floats("s", List.of(2L), 1, 2))
        .setIndices(indices);
  }

  private static ModelProto.Builder edited(Consumer<GraphProto.Builder> edit) {
    ModelProto.Builder model = good();
    edit.accept(model.getGraphBuilder());
    return model;
  }

  /** Functions f = f0 to f{depth}, each calling the next twice. */
  private static FunctionProto.Builder[] doubling(int depth) {
    var functions = new FunctionProto.Builder[depth + 1];
    for (int i = 0; i < depth; i++) {
      functions[i] =
          function(
              i == 0 ? "f" : "f" + i, call("f" + (i + 1), "a", "b"), call("f" + (i + 1), "b", "c"));
    }
    functions[depth] = function("f" + depth, node("Relu", List.of("a"), "b"));
    return functions;
  }

  private static NodeProto.Builder constant(TensorProto.Builder value) {
    return node("Constant", List.of(), "y").addAttribute(tensor("value", value));
  }

  /** {@code y = if(true) {x + x}}, so many branches deep, with these nodes first of all inside. */
  private static ModelProto.Builder branching(int depth, NodeProto.Builder... inside) {
    NodeProto.Builder node = node("Add", List.of("sum", "sum"), "doubled0");
    for (int i = 1; i <= depth; i++) {
      GraphProto.Builder branch = GraphProto.newBuilder().setName("branch" + i);
      if (i == 1) {
        for (NodeProto.Builder extra : inside) {
          branch.addNode(extra.setName("extra"));
        }
      }
      String made = node.getOutput(0);
      GraphProto.Builder other = GraphProto.newBuilder().setName("other" + i);
      other.addNode(node("Identity", List.of("sum"), "same" + i));
      node =
          node("If", List.of("yes"), "doubled" + i)
              .addAttribute(
                  graph("then_branch", branch.addNode(node).addOutput(value(made, 1, -1, 2))))
              .addAttribute(graph("else_branch", other.addOutput(value("same" + i, 1, -1, 2))));
    }
    ModelProto.Builder model = good();
    GraphProto.Builder main = model.getGraphBuilder();
    main.addInitializer(TensorProto.newBuilder().setName("yes").setDataType(9).addInt32Data(1));
    main.setNode(1, node.setOutput(0, "y"));
    return model;
  }

  private static void refuses(ModelProto.Builder model, String found) {
    assertThatThrownBy(() -> verify(model))
        .isInstanceOf(RefusedModelException.class)
        .hasMessageContaining(found);
  }

  private static void verify(ModelProto.Builder model) {
    OnnxVerifier.requireSafe(model.build().toByteArray(), "test");
  }

  private static float[][] run(byte[] model) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(model, options);
        OnnxTensor x = OnnxTensor.createTensor(environment, new float[][] {{2, 2}, {-8, 6}});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      return (float[][]) result.get(0).getValue();
    }
  }
}
