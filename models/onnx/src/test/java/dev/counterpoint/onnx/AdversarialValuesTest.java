package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.counterpoint.onnx.error.EscapedValueException;
import dev.counterpoint.onnx.error.InvalidExportException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The model computes as the block does at the ends of the types, and where types meet. */
class AdversarialValuesTest {

  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private void onFloats(Function<NDArray, NDArray> function) {
    float[] values = {
      NAN, 1, -2, 3, INFINITY, -INFINITY, 0, -0f, 1, NAN, 2, NAN, 0.5f, 1.5f, 2.5f, -0.5f
    };
    ExportedFunction.ofOne(function, OnnxInput.of("x", -1, 4))
        .agreesOn(manager.create(values, new Shape(4, 4)));
  }

  private void onLongs(Function<NDArray, NDArray> function) {
    long[] values = {
      9007199254740993L, 9007199254740992L, -7, 3, -1, 5, Long.MAX_VALUE, Long.MIN_VALUE
    };
    ExportedFunction.ofOne(function, OnnxInput.of("x", -1, 4).as(DataType.INT64))
        .agreesOn(manager.create(values, new Shape(2, 4)));
  }

  private void onInts(Function<NDArray, NDArray> function) {
    int[] values = {-9, -7, -2, 3, -1, 5, 14, 100_003};
    ExportedFunction.ofOne(function, OnnxInput.of("x", -1, 4).as(DataType.INT32))
        .agreesOn(manager.create(values, new Shape(2, 4)));
  }

  private void onBytes(Function<NDArray, NDArray> function) {
    int[] values = {0, 1, 40, 44, 45, 100, 200, 255};
    ExportedFunction.ofOne(function, OnnxInput.of("x", -1, 4).as(DataType.UINT8))
        .agreesOn(manager.create(values, new Shape(2, 4)).toType(DataType.UINT8, false));
  }

  @Test
  void activationsOfNaNAndInfinity() {
    onFloats(Activation::relu);
    onFloats(x -> Activation.leakyRelu(x, 0.1f));
    onFloats(x -> Activation.elu(x, 0.1f));
    onFloats(Activation::selu);
    onFloats(Activation::softPlus);
    onFloats(Activation::softSign);
    onFloats(Activation::sigmoid);
    onFloats(NDArray::tanh);
    onFloats(x -> x.softmax(1));
    onFloats(x -> x.logSoftmax(0));
  }

  @Test
  void comparisonsWithNaNAndInfinity() {
    onFloats(x -> x.gt(0.5f));
    onFloats(x -> x.gte(0.5f));
    onFloats(x -> x.lt(0.5f));
    onFloats(x -> x.lte(0.5f));
    onFloats(x -> x.eq(x));
    onFloats(x -> x.neq(x));
    onFloats(NDArray::isNaN);
    onFloats(NDArray::isInfinite);
    onFloats(NDArray::all);
    onFloats(NDArray::any);
    onFloats(x -> NDArrays.where(x.isNaN(), x.zerosLike(), x));
  }

  @Test
  void clippingNaNAndClippingBetweenBoundsInTheWrongOrder() {
    onFloats(x -> x.clip(-0.5f, 0.5f));
    onFloats(x -> x.clip(0.5f, -0.5f));
    onFloats(x -> x.maximum(0.25f));
    onFloats(x -> x.minimum(0.25f));
  }

  @Test
  void theSignOfNaNIsZero() {
    onFloats(NDArray::sign);
  }

  @Test
  void zeroTimesTheLogarithmOfNaNIsNaN() {
    onFloats(x -> x.zerosLike().xlogy(x));
  }

  @Test
  void roundingGoesToTheEvenNeighbour() {
    onFloats(NDArray::round);
    onFloats(NDArray::trunc);
    onFloats(NDArray::floor);
  }

  @Test
  void remaindersHaveTheSignOfTheDivisor() {
    onFloats(x -> x.mod(-0.7f));
    onFloats(x -> x.mod(INFINITY));
    onInts(x -> x.mod(5));
    onInts(x -> x.mod(-5));
    onInts(x -> x.mod(2.5f));
  }

  @Test
  void wholeNumbersMeetFractions() {
    onInts(x -> x.add(0.5f));
    onInts(x -> x.mul(0.1));
    onInts(x -> x.div(4));
    onInts(x -> x.gt(2.5f));
    onInts(x -> x.mul(2).addi(3));
    onBytes(x -> x.mul(0.5f));
  }

  @Test
  void longNumbersKeepAllTheirDigits() {
    onLongs(x -> x.eq(9007199254740993L));
    onLongs(x -> x.maximum(9007199254740993L));
    onLongs(x -> x.max(new int[] {1}));
    onLongs(x -> x.argMax(1));
  }

  @Test
  void aNumberBesideBytesIsAByte() {
    onBytes(x -> x.gt(300));
    onBytes(x -> x.eq(-1));
    onBytes(x -> x.minimum(300));
    onBytes(x -> x.add(200));
    onBytes(x -> x.sub(2));
    onBytes(NDArray::neg);
  }

  @Test
  void aLongNumberBesideIntsIsAnInt() {
    onInts(x -> x.gt(3_000_000_000L));
    onInts(x -> x.add(3_000_000_000L));
  }

  @Test
  void flagsCountAsNumbers() {
    onFloats(x -> x.gt(0).add(x.lt(1)).mul(x.gt(0)));
    onFloats(x -> x.gt(0).sum(new int[] {1}));
    onFloats(x -> x.gt(0).mul(x));
  }

  @Test
  void aBranchOnEqualContentsIsRefused() {
    assertThatThrownBy(() -> onFloats(x -> x.equals(x.mul(1)) ? x : x.neg()))
        .isInstanceOf(EscapedValueException.class)
        .hasMessageContaining("equals");
  }

  @Test
  void aToleranceThatComparesNothingIsRefused() {
    OnnxExporter exporter = OnnxExporter.of(ExportedFunction.block(list -> list));
    for (double tolerance : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> exporter.tolerance(tolerance))
          .isInstanceOf(InvalidExportException.class)
          .hasMessageContaining("tolerance");
    }
  }
}
