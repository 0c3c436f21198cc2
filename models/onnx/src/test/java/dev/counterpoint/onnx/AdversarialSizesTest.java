package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.counterpoint.onnx.error.OnnxExportException;
import dev.counterpoint.onnx.error.ParityException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows a size in the block follows it in the model, at sizes that the exporter skips. */
class AdversarialSizesTest {

  private static final OnnxInput ROWS = OnnxInput.of("x", -1, 4);
  private static final OnnxInput SEQUENCE = OnnxInput.of("x", -1, -1, 6).withAxis(1, "time", 1, 60);
  private static final OnnxInput PICTURES =
      OnnxInput.of("x", -1, 2, 7, -1).withAxis(3, "width", 4, 200);

  private final NDManager manager = NDManager.newBaseManager();

  @BeforeEach
  void seed() {
    Engine.getInstance().setRandomSeed(11);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray random(long... shape) {
    return manager.randomUniform(-3, 3, new Shape(shape));
  }

  private void agrees(Function<NDArray, NDArray> function) {
    ExportedFunction exported = ExportedFunction.ofOne(function, ROWS);
    for (long batch : new long[] {1, 2, 17, 100}) {
      exported.agreesOn(random(batch, 4));
    }
  }

  private void agreesOnSequences(Function<NDArray, NDArray> function) {
    ExportedFunction exported = ExportedFunction.ofOne(function, SEQUENCE);
    exported.agreesOn(random(1, 1, 6));
    exported.agreesOn(random(1, 60, 6));
    exported.agreesOn(random(17, 1, 6));
    exported.agreesOn(random(3, 7, 6));
    exported.agreesOn(random(2, 33, 6));
  }

  private static void differs(OnnxInput input, Function<NDArray, NDArray> function) {
    assertThatThrownBy(() -> ExportedFunction.ofOne(function, input))
        .isInstanceOf(ParityException.class);
  }

  @Test
  void aSizeThatJavaCapsIsRefused() {
    differs(ROWS, x -> x.mul(Math.min(x.size(0), 10)));
    differs(ROWS, x -> x.get(":{}", Math.min(x.size(0), 10)));
    differs(ROWS, x -> x.mul(Math.max(x.size(0), 16)));
    differs(SEQUENCE, x -> x.get(":, :{}", Math.min(50, x.size(1))));
  }

  @Test
  void aSizeThatJavaDividesIsRefused() {
    differs(ROWS, x -> x.add(x.size(0) / 8));
    differs(ROWS, x -> x.add(x.size(0) % 64));
  }

  @Test
  void aNumberThatFollowsABranchOnALargeSizeIsRefused() {
    differs(ROWS, x -> x.size(0) > 100 ? x.mul(2f) : x.mul(3f));
  }

  @Test
  void theErrorOfALargeSizeSaysWhatToDo() {
    assertThatThrownBy(() -> ExportedFunction.ofOne(x -> x.mul(Math.min(x.size(0), 100)), ROWS))
        .hasMessageContainingAll("batch=257", "min, max", "state the range of the axis");
  }

  @Test
  void aStatedMaximumIsTried() {
    OnnxInput upTo300 = OnnxInput.of("x", -1, 4).withAxis(0, "batch", 1, 300);
    OnnxInput upTo299 = OnnxInput.of("x", -1, 4).withAxis(0, "batch", 1, 299);
    Function<NDArray, NDArray> capped = x -> x.mul(Math.min(x.size(0), 299));
    differs(upTo300, capped);
    ExportedFunction.ofOne(capped, upTo299).agreesOn(random(299, 4));
  }

  @Test
  void farSizesDoNotMakeLargeInputsLarger() {
    OnnxExport export =
        OnnxExporter.of(ExportedFunction.block(list -> new NDList(list.head().neg())))
            .input("image", -1, 3, 224, 224)
            .toBytes(bytes -> {});
    assertThat(export.parity().cases()).extracting(c -> c.sizes().get("batch")).contains(1L, 2L);
    assertThat(export.parity().cases()).allMatch(c -> c.sizes().get("batch") <= 2);
  }

  @Test
  void oneAxisAtItsSmallestIsTriedWhileTheOtherIsNot() {
    OnnxExport export =
        OnnxExporter.of(ExportedFunction.block(list -> new NDList(list.head().neg())))
            .input(SEQUENCE)
            .toBytes(bytes -> {});
    assertThat(export.parity().cases())
        .extracting(c -> c.sizes().toString())
        .contains("{batch=1, time=3}", "{batch=3, time=1}", "{batch=2, time=60}");
  }

  @Test
  void theBatchAsANumberFollowsTheBatch() {
    agrees(x -> x.mul(x.size(0)).div((float) x.size(0)).add(x.size()));
  }

  @Test
  void operationsAlongTheBatch() {
    agrees(x -> x.softmax(0));
    agrees(x -> x.sub(x.mean(new int[] {0}, true)));
    agrees(x -> x.cumSum(0));
    agrees(x -> x.flip(0));
    agrees(x -> x.mul(0).argMax(0));
    agrees(x -> x.matMul(x.transpose()).softmax(0));
    agrees(x -> x.sum(new int[] {1}).sub(x.sum(new int[] {1}, true)));
  }

  @Test
  void indicesFromTheEndAndSteps() {
    agrees(x -> x.get("-1"));
    agrees(x -> x.get(x.size(0) - 1));
    agrees(x -> x.get("-7:"));
    agrees(x -> x.get(":-1").sum());
    agrees(x -> x.get("::2"));
    agrees(x -> x.get(":, 1::3"));
    agrees(x -> x.get("..., -1"));
    agrees(x -> x.get(":, {}", x.getManager().create(new long[] {-1, 0, 0})));
    agrees(x -> x.get(new NDIndex().addAllDim().addPickDim(x.argMax(1).expandDims(1))));
    agreesOnSequences(x -> x.get(":, -20:"));
    agreesOnSequences(x -> x.get(":, :-20").sum());
  }

  @Test
  void shapesWithAnOpenSize() {
    agrees(x -> x.reshape(x.size(0) * 2, 2));
    agrees(x -> x.reshape(2, -1));
    agrees(x -> x.reshape(new Shape(2, x.size(0), 2)));
    agrees(x -> x.tile(new long[] {2, 3}));
    agrees(x -> x.repeat(0, 2));
    agrees(x -> NDArrays.stack(new NDList(x, x)));
    agrees(x -> x.pad(new Shape(1, 2, 1, 0), -5));
  }

  @Test
  void sequencesOfAnyLength() {
    agreesOnSequences(x -> x.matMul(x.swapAxes(1, 2)).softmax(-1).matMul(x));
    agreesOnSequences(
        x ->
            x.reshape(x.size(0), x.size(1), 2, 3)
                .transpose(0, 2, 1, 3)
                .reshape(x.size(0) * 2, x.size(1), 3));
    agreesOnSequences(
        x -> x.add(x.getManager().arange(0, 360).reshape(60, 6).get(":{}", x.size(1))));
    agreesOnSequences(x -> x.get(":, -1"));
  }

  @Test
  void multiplesOfAFractionStayExactInLongRanges() {
    ExportedFunction exported =
        ExportedFunction.ofOne(x -> x.getManager().arange(0f, (float) x.size(0), 0.1f), ROWS);
    exported.agreesOn(random(1, 4));
    exported.agreesOn(random(17, 4));
    exported.agreesOn(random(600, 4));
  }

  @Test
  void nearestPixelsAtEveryWidth() {
    for (int target : new int[] {3, 7, 10, 60}) {
      ExportedFunction exported =
          ExportedFunction.ofOne(
              x -> x.getNDArrayInternal().interpolation(new long[] {5, target}, 0, false),
              PICTURES);
      for (long width : new long[] {4, 21, 25, 35, 49, 50, 91, 105, 117}) {
        exported.agreesOn(manager.arange(14f * width).reshape(1, 2, 7, width));
      }
    }
  }

  @Test
  void nearestPixelsOfAMultipleOfTheWidth() {
    ExportedFunction exported =
        ExportedFunction.ofOne(
            x -> x.getNDArrayInternal().interpolation(new long[] {49, 41 * x.size(3)}, 0, false),
            PICTURES);
    exported.agreesOn(random(2, 2, 7, 4));
    exported.agreesOn(random(1, 2, 7, 37));
  }

  @Test
  void poolingThatRoundsUpWithAndWithoutPadding() {
    OnnxInput pictures = OnnxInput.of("x", -1, 2, 7, 6);
    for (int stride = 1; stride <= 3; stride++) {
      for (int padding = 0; padding <= 1; padding++) {
        Shape window = new Shape(3, 2);
        Shape steps = new Shape(stride, stride);
        Shape pads = new Shape(padding, padding);
        for (boolean counts : new boolean[] {true, false}) {
          ExportedFunction.ofOne(
                  x -> Pool.avgPool2d(x, window, steps, pads, true, counts), pictures)
              .agreesOn(random(17, 2, 7, 6));
        }
        ExportedFunction.ofOne(x -> Pool.maxPool2d(x, window, steps, pads, true), pictures)
            .agreesOn(random(17, 2, 7, 6));
      }
    }
  }

  @Test
  void poolingThatRoundsUpAnOpenSizeIsRefused() {
    Shape two = new Shape(2, 2);
    assertThatThrownBy(
            () ->
                ExportedFunction.ofOne(
                    x -> Pool.maxPool2d(x, new Shape(3, 3), two, new Shape(1, 1), true), PICTURES))
        .isInstanceOf(OnnxExportException.class)
        .hasMessageContaining("'maxPool'");
  }
}
