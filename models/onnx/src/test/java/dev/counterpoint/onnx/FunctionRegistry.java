package dev.counterpoint.onnx;

import static dev.counterpoint.onnx.RegisteredBlock.function;
import static dev.counterpoint.onnx.RegisteredBlock.lists;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** What lambdas do to arrays of shape (batch, 3, 4, 5) and others. A new one is one line. */
final class FunctionRegistry {

  private FunctionRegistry() {}

  private static final OnnxInput POSITIVE = OnnxInput.of("x", -1, 3, 4, 5).between(0.1, 3);
  private static final OnnxInput WHOLE =
      OnnxInput.of("x", -1, 3, 4).as(DataType.INT64).between(-9, 10);
  private static final OnnxInput SHORT =
      OnnxInput.of("x", -1, 3, 4).as(DataType.INT32).between(-9, 10);
  private static final OnnxInput BYTES =
      OnnxInput.of("x", -1, 4, 5, 3).as(DataType.UINT8).between(0, 256);
  private static final OnnxInput SEQUENCE = OnnxInput.of("x", -1, -1, 6).withAxis(1, "time", 2, 40);
  private static final OnnxInput A = OnnxInput.of("a", -1, 3, 4);
  private static final OnnxInput B = OnnxInput.of("b", -1, 1, 4).between(0.5, 2);

  static final List<RegisteredBlock> ALL =
      List.of(
          lists("two inputs, two outputs", l -> new NDList(l.get(0).add(l.get(1)), l.get(1)), A, B),
          lists("broadcast sub", l -> new NDList(l.get(0).sub(l.get(1))), A, B),
          lists("broadcast div", l -> new NDList(l.get(0).div(l.get(1))), A, B),
          lists("broadcast mod", l -> new NDList(l.get(0).mod(l.get(1))), A, B),
          lists("maximum, minimum", l -> new NDList(l.get(0).maximum(l.get(1)).minimum(1)), A, B),
          lists(
              "comparisons",
              l ->
                  new NDList(
                      l.get(0).gt(l.get(1)),
                      l.get(0).lte(0.5),
                      l.get(0).neq(l.get(1)).logicalNot()),
              A,
              B),
          lists(
              "where",
              l -> {
                NDArray b = l.get(1).broadcast(l.get(0).getShape());
                return new NDList(NDArrays.where(l.get(0).lt(b), l.get(0), b));
              },
              A,
              B),
          lists(
              "stack", l -> new NDList(NDArrays.stack(new NDList(l.get(0), l.get(0).neg()), 1)), A),
          lists("concat", l -> new NDList(l.get(0).concat(l.get(1), 1)), A, B),
          lists("outer matMul", l -> new NDList(l.get(0).matMul(l.get(1).swapAxes(1, 2))), A, B),
          function("scalars", x -> x.add(1).mul(2f).sub(0.5).div(3).pow(2)),
          function(
              "scalar first",
              x -> x.getNDArrayInternal().rsub(1).add(x.getNDArrayInternal().rdiv(2))),
          function("in place", x -> x.mul(2).addi(1).muli(x).subi(0.5f).divi(2).negi()),
          function("in place on the input", x -> x.addi(1).mul(x)),
          function("mod by a negative scalar", x -> x.mod(-0.3f)),
          function("clip", x -> x.clip(-0.5f, 0.25f)),
          function("square, sqrt", POSITIVE, x -> x.square().add(x.sqrt())),
          function("logarithms", POSITIVE, x -> x.log().add(x.log2()).add(x.log10())),
          function("roots and powers", POSITIVE, x -> x.cbrt().add(x.pow(x)).add(x.powi(0.5f))),
          function(
              "trigonometry", x -> x.sin().add(x.cos()).add(x.tan()).add(x.atan()).add(x.asin())),
          function("hyperbolic", x -> x.sinh().add(x.cosh()).add(x.tanh()).add(x.acos())),
          function(
              "rounding", x -> x.mul(7).round().add(x.mul(5).trunc()).add(x.floor()).add(x.ceil())),
          function("sign and abs", x -> x.sign().add(x.abs()).add(x.erf())),
          function("degrees", x -> x.toDegrees().add(x.toRadians())),
          function("softmax", x -> x.softmax(-1).add(x.logSoftmax(1))),
          function("sum of everything", x -> x.sum()),
          function("mean of everything", x -> x.mean()),
          function("max and min", x -> x.max(new int[] {1}).sub(x.min(new int[] {1}))),
          function("sum over axes", x -> x.sum(new int[] {-1, 1}, true)),
          function("mean over an axis", x -> x.mean(new int[] {2}, true)),
          function("product", x -> x.prod(new int[] {3})),
          function("argMax", x -> x.argMax(1)),
          function("argMin of all", x -> x.argMin()),
          function("norm", x -> x.norm(new int[] {1, 2}, true)),
          function("norm of all", x -> x.norm()),
          function("norm of order 1", x -> x.norm(1, new int[] {3}, false)),
          function("normalize", x -> x.normalize()),
          function("normalize, order 1", x -> x.normalize(1, 3, 1e-3)),
          function("cumSum", x -> x.cumSum(2)),
          function("reshape with -1", x -> x.reshape(-1, 60)),
          function("reshape by size", x -> x.reshape(x.size(0), 12, 5)),
          function("reshape over the batch", x -> x.reshape(x.size(0) * 3, 4, 5)),
          function("flatten", x -> x.flatten()),
          function("flatten some", x -> x.flatten(1, 2)),
          function("squeeze, expandDims", x -> x.expandDims(0).expandDims(-1).squeeze(0).squeeze()),
          function("transpose", x -> x.transpose(0, 3, 1, 2)),
          function("transpose all", x -> x.transpose()),
          function("swapAxes", x -> x.swapAxes(1, -1)),
          function("broadcast", x -> x.get(":,0:1").broadcast(x.size(0), 7, 4, 5)),
          function("split", x -> x.split(new long[] {1, 3}, 2).get(1)),
          function("split in parts", x -> NDArrays.add(x.split(2, 2).toArray(new NDArray[0]))),
          function("tile", x -> x.tile(new long[] {1, 2, 1, 3})),
          function("tile to more axes", x -> x.tile(new long[] {2, 1, 1, 1, 2})),
          function("repeat", x -> x.repeat(1, 2)),
          function("repeat axes", x -> x.repeat(new long[] {2, 1, 3, 1})),
          function("pad", x -> x.pad(new Shape(1, 2, 0, 3), 0.5)),
          function("flip", x -> x.flip(1, 3)),
          function("get one", x -> x.get(0)),
          function("get from the end", x -> x.get(":, -1, 1:-1")),
          function("get with steps", x -> x.get(":, ::2, 1::2, :4:3")),
          function("get with ellipsis", x -> x.get("..., 2")),
          function("get in the middle", x -> x.get(new NDIndex("1:, ..., -2:"))),
          function("get the last by size", x -> x.get(new NDIndex("{}", x.size(0) - 1))),
          function(
              "get by array",
              x -> x.get(new NDIndex(":, {}", x.getManager().create(new int[] {2, 0, 2})))),
          function("gather", x -> x.gather(x.argMax(3).expandDims(3).repeat(3, 2), 3)),
          function("take", x -> x.take(x.getManager().create(new long[] {3, 0, 41}))),
          function("oneHot", WHOLE, x -> x.abs().oneHot(11)),
          function("topK", x -> x.topK(2, 3).get(0)),
          function("argSort", x -> x.argSort(3)),
          function("argSort, descending", x -> x.argSort(2, false)),
          function("sort", x -> x.sort(1)),
          function("constants", x -> x.mul(x.getManager().create(new float[] {1, 2, 3, 4, 5}))),
          function("zeros and ones", x -> x.mul(x.onesLike()).add(x.zerosLike())),
          function(
              "arange", x -> x.mul(x.getManager().arange(5f)).add(x.getManager().eye(5).get(1))),
          function(
              "arange over the batch",
              x -> x.add(x.getManager().arange((int) x.size(0)).reshape(-1, 1, 1, 1))),
          function("divided by the batch", x -> x.sum(new int[] {0}).div(x.size(0))),
          function("number of the batch as an array", x -> x.mul(x.getManager().create(x.size(0)))),
          function("positions", SEQUENCE, x -> x.add(positions(x))),
          function("causal mask", SEQUENCE, FunctionRegistry::causal),
          function("sequence to batch", SEQUENCE, x -> x.reshape(x.size(0) * x.size(1), 6)),
          function(
              "heads", SEQUENCE, x -> x.reshape(x.size(0), x.size(1), 2, 3).transpose(0, 2, 1, 3)),
          function(
              "first and last",
              SEQUENCE,
              x -> x.get(":,0").add(x.get(new NDIndex(":,{}", x.size(1) - 1)))),
          function(
              "toType", x -> x.mul(9).toType(DataType.INT32, false).toType(DataType.FLOAT64, true)),
          function("to boolean", x -> x.toType(DataType.BOOLEAN, false).logicalXor(x.gt(0))),
          function("isNaN, isInfinite", x -> x.log().isNaN().logicalOr(x.isInfinite())),
          function("all, any, none", x -> x.gt(-2).all().logicalAnd(x.gt(2).none())),
          function("count of nonzero", x -> x.gt(0).countNonzero(1)),
          function("whole numbers", WHOLE, x -> x.mul(3).add(2).sub(x.neg()).mod(5)),
          function("whole numbers of 32 bits", SHORT, x -> x.mul(3).add(2).mod(-4)),
          function("division of whole numbers", WHOLE, x -> x.div(4)),
          function("whole and real", WHOLE, x -> x.add(0.5f).mul(2)),
          function("sum of whole numbers", SHORT, x -> x.sum(new int[] {1})),
          function("max of whole numbers", WHOLE, x -> x.max(new int[] {2}).maximum(3)),
          function("whole numbers compared with real ones", WHOLE, x -> x.gt(1.5f)),
          function("pixels", BYTES, x -> x.getNDArrayInternal().toTensor()),
          function("bytes added", BYTES, x -> x.add(x)),
          function("resize", OnnxInput.of("x", -1, 4, 5, 3), x -> resize(x, 8, 9, 0)),
          function("resize, bilinear", OnnxInput.of("x", -1, 4, 5, 3), x -> resize(x, 8, 9, 1)),
          function("xlogy", POSITIVE, x -> x.sub(0.1).xlogy(x)),
          function("duplicate, stopGradient", x -> x.duplicate().addi(1).stopGradient().add(x)),
          function("a loop", FunctionRegistry::loop),
          function("a constant of the block", fixed -> fixed));

  private static NDArray positions(NDArray x) {
    return x.getManager().arange((int) x.size(1)).toType(DataType.FLOAT32, false).reshape(-1, 1);
  }

  private static NDArray causal(NDArray x) {
    NDArray scores = x.matMul(x.swapAxes(1, 2));
    NDArray steps = x.getManager().arange((int) x.size(1));
    NDArray isLater = steps.reshape(1, -1).gt(steps.reshape(-1, 1));
    return scores.add(isLater.toType(DataType.FLOAT32, false).mul(-1e4f)).softmax(2);
  }

  private static NDArray resize(NDArray x, int width, int height, int interpolation) {
    return x.getNDArrayInternal().resize(width, height, interpolation);
  }

  private static NDArray loop(NDArray x) {
    NDArray sum = x;
    for (int i = 1; i < 4; i++) {
      sum = sum.add(x.pow(i));
    }
    return sum;
  }
}
