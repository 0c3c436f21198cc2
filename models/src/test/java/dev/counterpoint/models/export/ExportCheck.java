package dev.counterpoint.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.counterpoint.onnx.OnnxExport;
import dev.counterpoint.onnx.OnnxExporter;
import dev.counterpoint.onnx.OnnxInput;
import dev.counterpoint.onnx.parity.OnnxRun;
import dev.counterpoint.onnx.parity.ParityCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Exports a block and holds the model to it, and the block to what it was. */
final class ExportCheck {

  private static final double LARGEST_DIFFERENCE = 1e-4;

  private ExportCheck() {}

  /** A parameter as it is: the array by identity, its values and gradient bit by bit. */
  private record State(
      String name,
      NDArray array,
      float[] values,
      boolean requiresGradient,
      boolean hasGradient,
      float[] gradient) {

    static List<State> of(Block block) {
      List<State> states = new ArrayList<>();
      for (Pair<String, Parameter> entry : block.getParameters()) {
        Parameter parameter = entry.getValue();
        NDArray array = parameter.getArray();
        float[] gradient = {};
        if (array.hasGradient()) {
          try (NDArray values = array.getGradient()) {
            gradient = values.toFloatArray();
          }
        }
        states.add(
            new State(
                entry.getKey(),
                array,
                array.toFloatArray(),
                parameter.requiresGradient(),
                array.hasGradient(),
                gradient));
      }
      return states;
    }
  }

  /**
   * Exports a block, loads the model with full optimisation and with none, and compares both with
   * the block on random inputs of several batch sizes.
   *
   * @param what is printed with the differences
   * @param row shape of an input without the batch axis
   * @param outputs names of the outputs; may be none
   */
  static void check(
      String what, Block block, NDManager owner, long seed, Shape row, String... outputs) {
    Draw pixels = (manager, random, shape) -> random(manager, random, shape);
    OnnxInput input = OnnxInput.of("input", new Shape(-1).addAll(row).getShape());
    check(what, block, owner, seed, input, row, pixels, outputs);
  }

  /** Makes an input of a shape. */
  interface Draw {
    NDArray of(NDManager manager, SplittableRandom random, Shape shape);
  }

  /**
   * The same for another kind of input.
   *
   * @param input how the exporter draws it
   * @param draw how the comparison here draws it
   */
  static void check(
      String what,
      Block block,
      NDManager owner,
      long seed,
      OnnxInput input,
      Shape row,
      Draw draw,
      String... outputs) {
    List<State> before = State.of(block);
    int arrays = owner.getManagedArrays().size();
    byte[][] model = new byte[1][];
    OnnxExport export =
        OnnxExporter.of(block)
            .input(input)
            .outputs(outputs)
            .seed(seed)
            .toBytes(bytes -> model[0] = bytes);
    double optimised = difference(block, export, model[0], OptLevel.ALL_OPT, seed, row, draw);
    double plain = difference(block, export, model[0], OptLevel.NO_OPT, seed, row, draw);
    System.out.printf(
        "%-32s seed %4d largest difference %.1e, without optimisation %.1e%n",
        what, seed, optimised, plain);
    assertThat(optimised).as(what + ", seed " + seed).isLessThan(LARGEST_DIFFERENCE);
    assertThat(plain).as(what + ", seed " + seed).isLessThan(LARGEST_DIFFERENCE);
    assertThat(owner.getManagedArrays()).as("arrays left behind").hasSize(arrays);
    requireSame(before, State.of(block));
  }

  private static double difference(
      Block block,
      OnnxExport export,
      byte[] model,
      OptLevel level,
      long seed,
      Shape row,
      Draw draw) {
    SplittableRandom random = new SplittableRandom(seed);
    try (ParityCheck check = new ParityCheck(block, export.outputNames(), LARGEST_DIFFERENCE);
        OnnxRun run = OnnxRun.load(model, level)) {
      for (long batch : new long[] {1, 6}) {
        Shape shape = new Shape(batch).addAll(row);
        check.run(
            "random",
            Map.of("batch", batch),
            manager -> new NDList(draw.of(manager, random, shape)));
      }
      check.compareWith(run);
      return check.record(seed, export.opset()).largestAbsolute();
    }
  }

  private static void requireSame(List<State> before, List<State> after) {
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      State one = before.get(i);
      State other = after.get(i);
      assertThat(other.array()).as(one.name()).isSameAs(one.array());
      assertThat(Arrays.equals(other.values(), one.values())).as(one.name()).isTrue();
      assertThat(Arrays.equals(other.gradient(), one.gradient())).as(one.name()).isTrue();
      assertThat(other.requiresGradient()).as(one.name()).isEqualTo(one.requiresGradient());
      assertThat(other.hasGradient()).as(one.name()).isEqualTo(one.hasGradient());
    }
  }

  /** Pixels between 0 and 1. */
  static NDArray random(NDManager manager, SplittableRandom random, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return manager.create(values, shape);
  }
}
