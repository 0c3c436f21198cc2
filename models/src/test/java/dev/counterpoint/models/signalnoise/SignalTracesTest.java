package dev.counterpoint.models.signalnoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.models.encoder.MlpEncoder;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalTracesTest {

  @Test
  void areTheLargestProductsWithUnitDirections() {
    try (NDManager manager = NDManager.newBaseManager();
        SignalTraces traces =
            new SignalTraces(
                manager,
                Map.of("mu", manager.create(new float[][] {{5, 0, 0}, {0, 2, 0}})),
                manager.create(new float[][] {{0, 0, 4}, {0, 3, 4}}))) {
      NDArray weight = manager.create(new float[][] {{0.5f, -0.7f, 0}, {0.1f, 0.2f, 0.3f}});
      Map<String, NDArray> found = traces.of(weight, manager);
      assertThat(found.get("signal-mu").getFloat(0)).isCloseTo(0.7f, within(1e-6f));
      // Of the first, 0.3; of (0, 0.6, 0.8), the larger of 0.42 and 0.36.
      assertThat(found.get("noise").getFloat(0)).isCloseTo((0.3f + 0.42f) / 2, within(1e-6f));
    }
  }

  @Test
  void readTheFirstLayerWhereItIsLinear() {
    try (NDManager manager = NDManager.newBaseManager();
        SignalTraces traces =
            new SignalTraces(
                manager,
                Map.of("mu", manager.ones(new Shape(1, 48))),
                manager.randomNormal(new Shape(2, 48)))) {
      Shape pictures = new Shape(1, 3, 4, 4);
      Block mlp = MlpEncoder.create(7, 5);
      mlp.initialize(manager, DataType.FLOAT32, pictures);
      assertThat(traces.firstLayer(mlp)).get().returns(new Shape(7, 48), NDArray::getShape);
      Block other = MlpEncoder.create(7, 5);
      other.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
      assertThat(traces.firstLayer(other)).isEmpty();
      Block convolutional = SmallConvEncoder.create(8);
      convolutional.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 28, 28));
      assertThat(traces.firstLayer(convolutional)).isEmpty();
    }
  }

  @Test
  void refuseWhatHasNoDirection() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray noise = manager.ones(new Shape(2, 3));
      assertThatThrownBy(
              () -> new SignalTraces(manager, Map.of("mu", manager.zeros(new Shape(1, 3))), noise))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'mu'")
          .hasMessageContaining("0 or not finite");
      assertThatThrownBy(
              () -> new SignalTraces(manager, Map.of("mu", manager.ones(new Shape(1, 4))), noise))
          .hasMessageContaining("expected (K, 3)");
      NDArray broken = manager.create(new float[][] {{1, Float.NaN, 0}});
      assertThatThrownBy(() -> new SignalTraces(manager, Map.of(), broken))
          .hasMessageContaining("'noise'");
      try (SignalTraces traces =
          new SignalTraces(manager, Map.of("mu", manager.ones(new Shape(1, 3))), noise)) {
        assertThatThrownBy(() -> traces.of(manager.ones(new Shape(2, 4)), manager))
            .hasMessageContaining("expected (R, 3)");
      }
    }
  }
}
