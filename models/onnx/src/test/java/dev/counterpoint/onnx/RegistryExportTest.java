package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.counterpoint.onnx.parity.OnnxRun;
import dev.counterpoint.onnx.parity.ParityCheck;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered block computes in ONNX Runtime what it computes in DJL. */
@TestInstance(Lifecycle.PER_CLASS)
class RegistryExportTest {

  private double worst;
  private double worstWithoutOptimisation;

  @AfterAll
  void printTheWorst() {
    System.out.printf(
        "all registered blocks: largest difference %.1e, without optimisation %.1e%n",
        worst, worstWithoutOptimisation);
  }

  static Stream<RegisteredBlock> blocks() {
    return Stream.of(LayerRegistry.ALL, FunctionRegistry.ALL, ModelRegistry.ALL)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void anExportedBlockComputesTheSame(RegisteredBlock registered) {
    long seed = 7 + registered.name().hashCode();
    System.out.printf("%-50s seed %12d ", registered.name(), seed);
    Random random = new Random(seed);
    RegisteredBlock.Case made = registered.make().apply(random);
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed((int) seed);
      made.block().setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
      made.block().setInitializer(new UniformInitializer(0.5f), Parameter.Type.BIAS);
      made.block().setInitializer(new UniformInitializer(0.9f), Parameter.Type.GAMMA);
      made.block().setInitializer(new UniformInitializer(0.5f), Parameter.Type.BETA);
      made.block().setInitializer(new UniformInitializer(0.5f), Parameter.Type.RUNNING_MEAN);
      made.block().initialize(manager, DataType.FLOAT32, made.shapes());
      OnnxExporter exporter = OnnxExporter.of(made.block()).seed(seed);
      for (OnnxInput input : made.inputs()) {
        exporter.input(input);
      }
      byte[][] model = new byte[1][];
      OnnxExport export = exporter.toBytes(bytes -> model[0] = bytes);
      double optimised = export.parity().largestAbsolute();
      double plain = differenceWithoutOptimisation(made, model[0], export, random);
      System.out.printf(
          "opset %d largest difference %.1e, without optimisation %.1e%n",
          export.opset(), optimised, plain);
      worst = Math.max(worst, optimised);
      worstWithoutOptimisation = Math.max(worstWithoutOptimisation, plain);
      assertThat(optimised).isLessThan(1e-4);
      assertThat(plain).isLessThan(1e-4);
    }
  }

  private static double differenceWithoutOptimisation(
      RegisteredBlock.Case made, byte[] model, OnnxExport export, Random random) {
    Map<String, Long> sizes = Map.of("batch", 4L, "time", 9L, "length", 12L);
    Request request = Request.of(made.block(), List.of(made.inputs()), List.of(), Map.of(), 1);
    try (OnnxRun run = OnnxRun.load(model, OptLevel.NO_OPT);
        ParityCheck check = new ParityCheck(made.block(), export.outputNames(), 1e-4)) {
      check.run("random", sizes, manager -> request.random(manager, sizes, random));
      check.compareWith(run);
      return check.record(1, export.opset()).largestAbsolute();
    }
  }
}
