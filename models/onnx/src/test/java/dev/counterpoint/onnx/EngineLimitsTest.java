package dev.counterpoint.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv1dTranspose;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DJL's blocks that do not run on the PyTorch engine at all, which is why the registry lacks them.
 * One that starts to run fails here, and belongs into the registry then.
 */
class EngineLimitsTest {

  private record Limit(String reason, Shape input, Supplier<Block> make) {
    @Override
    public String toString() {
      return reason;
    }
  }

  static Stream<Limit> blocks() {
    return Stream.of(
        new Limit("Prelu: not implemented", new Shape(2, 3), Prelu::new),
        new Limit(
            "Conv1dTranspose: deconvolution is not implemented",
            new Shape(2, 3, 8),
            () -> Conv1dTranspose.builder().setKernelShape(new Shape(2)).setFilters(2).build()),
        new Limit(
            "Conv2dTranspose: deconvolution is not implemented",
            new Shape(2, 3, 8, 8),
            () -> Conv2dTranspose.builder().setKernelShape(new Shape(2, 2)).setFilters(2).build()),
        new Limit(
            "LSTM in both directions with biases: parameters in another order than the engine's",
            new Shape(2, 5, 6),
            () -> LSTM.builder().setStateSize(4).setNumLayers(1).optBidirectional(true).build()),
        new Limit(
            "GRU in both directions with biases: parameters in another order than the engine's",
            new Shape(2, 5, 6),
            () -> GRU.builder().setStateSize(4).setNumLayers(1).optBidirectional(true).build()));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theEngineDoesNotRunIt(Limit limit) {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatThrownBy(
              () -> {
                Block block = limit.make().get();
                block.initialize(manager, DataType.FLOAT32, limit.input());
                block.forward(
                    new ParameterStore(manager, false),
                    new NDList(manager.ones(limit.input())),
                    false);
              })
          .isInstanceOf(RuntimeException.class);
    }
  }
}
