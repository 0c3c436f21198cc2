package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.counterpoint.onnx.error.AliasedChangeException;
import dev.counterpoint.onnx.error.DataDependentShapeException;
import dev.counterpoint.onnx.error.EscapedValueException;
import dev.counterpoint.onnx.error.ForwardFailedException;
import dev.counterpoint.onnx.error.InvalidExportException;
import dev.counterpoint.onnx.error.ModelWriteException;
import dev.counterpoint.onnx.error.OnnxExportException;
import dev.counterpoint.onnx.error.ParityException;
import dev.counterpoint.onnx.error.UnmappedOperationException;
import dev.counterpoint.onnx.error.VaryingTraceException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be exported is an error that says what, where and what to do; no file is left. */
class ExportErrorsTest {

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Linear, relu, the function: its block is {@code SequentialBlock/03Lambda}. */
  private SequentialBlock network(Function<NDArray, NDArray> function) {
    SequentialBlock network =
        new SequentialBlock()
            .add(Linear.builder().setUnits(4).build())
            .add(Activation::relu)
            .addSingleton(function);
    network.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
    return network;
  }

  private void export(Function<NDArray, NDArray> function) {
    OnnxExporter.of(network(function)).input("x", -1, 4).toFile(folder.resolve("model.onnx"));
  }

  /** Initialising a network runs its lambdas, too; this one does something in the trace only. */
  private static Function<NDArray, NDArray> whenTraced(Function<NDArray, NDArray> function) {
    return x -> Proxy.isProxyClass(x.getClass()) ? function.apply(x) : x;
  }

  private void refuses(
      Function<NDArray, NDArray> function,
      Class<? extends OnnxExportException> type,
      String... words) {
    assertThatThrownBy(() -> export(function)).isInstanceOf(type).hasMessageContainingAll(words);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOperationWithoutMappingNamesItselfItsBlockAndThePlaceToAddOne() {
    refuses(
        NDArray::gammaln,
        UnmappedOperationException.class,
        "'gammaln'",
        "SequentialBlock/03Lambda",
        "dev.counterpoint.onnx.mapping.StandardMappings",
        "OnnxExporter.mapping(\"gammaln\"");
  }

  @Test
  void aFormOfAnOperationThatCannotBeWrittenNamesTheBlock() {
    refuses(
        x -> x.norm(3, new int[] {1}, true),
        UnmappedOperationException.class,
        "'norm'",
        "SequentialBlock/03Lambda",
        "order 3");
  }

  @Test
  void aValueThatLeavesTheTraceNamesTheBlock() {
    refuses(
        x -> x.mul(x.toFloatArray()[0]),
        EscapedValueException.class,
        "toFloatArray",
        "SequentialBlock/03Lambda");
    refuses(x -> x.mul(x.getFloat(0, 0)), EscapedValueException.class, "getFloat");
    refuses(x -> x.contentEquals(x) ? x : x.neg(), EscapedValueException.class, "contentEquals");
  }

  @Test
  void aConstantAsReceiverIsToldToBecomeTheOperand() {
    NDArray constant = manager.ones(new Shape(4));
    refuses(constant::mul, EscapedValueException.class, "toByteBuffer", "x.mul(constant)");
  }

  @Test
  void aShapeThatDependsOnValuesNamesTheBlock() {
    refuses(
        x -> x.booleanMask(x.gt(0)),
        DataDependentShapeException.class,
        "booleanMask",
        "SequentialBlock/03Lambda");
    refuses(x -> x.get(x.gt(0)), DataDependentShapeException.class, "boolean index");
    refuses(NDArray::nonzero, DataDependentShapeException.class, "nonzero");
  }

  @Test
  void aBranchOnTheBatchIsRefused() {
    refuses(
        x -> x.size(0) > 2 ? x.exp() : x.neg(),
        VaryingTraceException.class,
        "'neg'",
        "'exp'",
        "SequentialBlock/03Lambda");
  }

  @Test
  void aLoopOverTheBatchIsRefused() {
    refuses(
        x -> {
          NDArray sum = x.get(0);
          for (int i = 1; i < x.size(0); i++) {
            sum = sum.add(x.get(i));
          }
          return sum;
        },
        VaryingTraceException.class,
        "A loop over the batch");
  }

  @Test
  void aNumberThatFollowsTheBatchAndIsNotWholeIsRefused() {
    refuses(x -> x.mul(1.0 / x.size(0)), VaryingTraceException.class, "no whole number");
  }

  @Test
  void aSizeThatIsNoSumOfProductsIsRefused() {
    refuses(
        x -> x.mul(x.getManager().ones(new Shape(x.size(0) * x.size(0))).sum()),
        UnmappedOperationException.class,
        "no sum of products");
  }

  @Test
  void contentsThatFollowTheBatchAreRefused() {
    refuses(
        x -> x.add(x.getManager().create(new float[] {1f / x.size(0), 0, 0, 1})),
        VaryingTraceException.class,
        "contents");
  }

  @Test
  void aRandomValueInInferenceIsRefused() {
    refuses(
        x -> x.add(x.getManager().randomNormal(new Shape(4))),
        UnmappedOperationException.class,
        "randomNormal",
        "random value");
    refuses(
        x -> x.getNDArrayInternal().dropout(x, 0.5f, true).head(),
        UnmappedOperationException.class,
        "random also in inference");
  }

  @Test
  void readingTheBaseOfAViewThatWasChangedInPlaceIsRefused() {
    refuses(
        x -> {
          NDArray y = x.mul(2);
          y.reshape(-1).addi(1);
          return y;
        },
        AliasedChangeException.class,
        "memory was changed");
  }

  @Test
  void aSliceWithANegativeStepIsRefusedBeforeTheEngineSeesIt() {
    refuses(whenTraced(x -> x.get(":, ::-1")), UnmappedOperationException.class, "step -1", "flip");
  }

  @Test
  void aWriteToAPartIsRefused() {
    refuses(
        x -> {
          NDArray y = x.mul(2);
          y.set(new NDIndex(":,0"), 1);
          return y;
        },
        UnmappedOperationException.class,
        "'set'",
        "SequentialBlock/03Lambda");
  }

  @Test
  void aBlockThatFailsByItselfSaysSo() {
    refuses(
        whenTraced(
            x -> {
              throw new IllegalStateException("on purpose");
            }),
        ForwardFailedException.class,
        "on purpose",
        "(2, 4)");
  }

  @Test
  void aBlockThatComputesSomethingElseEachTimeFailsTheComparison() {
    refuses(
        x -> Proxy.isProxyClass(x.getClass()) ? x.add(1) : x.add(3),
        ParityException.class,
        "Output 'output'",
        "differs from the block's by 2");
  }

  @Test
  void aSampleThatDiffersFailsTheComparison() {
    // Of 64 rows the block makes something else than of the few that the graph is made with.
    SequentialBlock network = network(x -> x.getShape().get(0) == 64 ? x.add(2) : x.add(1));
    OnnxExporter exporter =
        OnnxExporter.of(network)
            .input("x", -1, 4)
            .sample(new NDList(manager.ones(new Shape(64, 4))));
    assertThatThrownBy(() -> exporter.toFile(folder.resolve("model.onnx")))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("differs from the block's by 1");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUninitialisedBlockIsRefused() {
    assertThatThrownBy(() -> OnnxExporter.of(Linear.builder().setUnits(3).build()))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageContaining("initialise");
  }

  @Test
  void namesThatClashAreRefused() {
    OnnxExporter exporter = OnnxExporter.of(network(x -> x)).input("x", -1, 4).outputs("x");
    assertThatThrownBy(() -> exporter.toFile(folder.resolve("model.onnx")))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageContaining("'x'");
  }

  @Test
  void anOpenAxisWithoutANameIsRefused() {
    OnnxExporter exporter = OnnxExporter.of(network(x -> x));
    assertThatThrownBy(() -> exporter.input("x", -1, -1))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageContaining("withAxis(1");
  }

  @Test
  void theWrongNumberOfOutputNamesIsRefused() {
    OnnxExporter exporter = OnnxExporter.of(network(x -> x)).input("x", -1, 4).outputs("a", "b");
    assertThatThrownBy(() -> exporter.toFile(folder.resolve("model.onnx")))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageContaining("1 outputs");
  }

  @Test
  void aFolderThatIsMissingIsAnError() {
    OnnxExporter exporter = OnnxExporter.of(network(x -> x)).input("x", -1, 4);
    assertThatThrownBy(() -> exporter.toFile(folder.resolve("missing/model.onnx")))
        .isInstanceOf(ModelWriteException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void severalIndexArraysAtOnceAreRefused() {
    refuses(
        x -> {
          NDArray index = x.getManager().create(new long[] {0, 1});
          return x.get("{}, {}", index, index);
        },
        UnmappedOperationException.class,
        "2 index arrays");
  }

  @Test
  void equalNeighboursAreToldApart() {
    SequentialBlock network =
        new SequentialBlock()
            .add(Activation::relu)
            .add(Activation::relu)
            .add(
                new SequentialBlock()
                    .add(Activation::sigmoid)
                    .add(new LambdaBlock(list -> new NDList(NDArrays.erfinv(list.head())))));
    network.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
    OnnxExporter exporter = OnnxExporter.of(network).input("x", -1, 4);
    assertThatThrownBy(() -> exporter.toFile(folder.resolve("model.onnx")))
        .hasMessageContainingAll("'erfinv'", "SequentialBlock/03SequentialBlock/02");
  }
}
