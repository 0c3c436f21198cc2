package dev.counterpoint.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.network.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureMapLinearTest {

  private static final int EXAMPLES = 5;
  private static final Shape MAP = new Shape(EXAMPLES, 6, 3, 4);
  private static final int UNITS = 7;

  private NDManager manager;
  private Network network;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    manager.getEngine().setRandomSeed(3);
    network = new Network(manager, RandomAddress.seed(3));
    network.add("map", new FeatureMapLinear(UNITS), MAP);
    network.parameters().get("map/bias").getArray().set(new float[] {1, 2, 3, 4, 5, 6, 7});
  }

  @AfterEach
  void close() {
    network.close();
    manager.close();
  }

  @Test
  void aUnitIsTheSumOverPixelsAndTheirChannels() {
    NDArray map = manager.randomNormal(MAP);
    float[] pixels = map.toFloatArray();
    float[] weights = network.parameters().get("map/pixelWeight").getArray().toFloatArray();
    NDArray result = network.forward("map", map, true);
    assertThat(result.getShape()).isEqualTo(new Shape(EXAMPLES, UNITS));
    for (int n = 0; n < EXAMPLES; n++) {
      for (int unit = 0; unit < UNITS; unit++) {
        double sum = unit + 1; // the bias
        for (int c = 0; c < 6; c++) {
          for (int at = 0; at < 12; at++) {
            sum += (double) weights[unit * 72 + at * 6 + c] * pixels[(n * 6 + c) * 12 + at];
          }
        }
        assertThat(result.getFloat(n, unit)).isEqualTo((float) sum, within(1e-5f));
      }
    }
  }

  @Test
  void trainingComputesWhatEvaluationComputes() {
    NDArray map = manager.randomNormal(MAP);
    assertThat(network.forward("map", map, true).toFloatArray())
        .isEqualTo(network.forward("map", map, false).toFloatArray());
  }

  @Test
  void theOrderInMemoryDoesNotMatter() {
    NDArray map = manager.randomNormal(MAP);
    NDArray difference =
        network.forward("map", ChannelsLast.of(map), true).sub(network.forward("map", map, true));
    assertThat(largest(difference)).isLessThan(1e-5f);
  }

  @Test
  void gradientsAreThoseOfALinearLayer() {
    NDArray map = manager.randomNormal(MAP);
    map.setRequiresGradient(true);
    NDArray weight = network.parameters().get("map/pixelWeight").getArray();
    NDArray bias = network.parameters().get("map/bias").getArray();
    NDArray direction = manager.randomNormal(new Shape(EXAMPLES, UNITS));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(network.forward("map", map, true).mul(direction).sum());
    }
    NDArray pixels = map.transpose(0, 2, 3, 1).reshape(EXAMPLES, 72);
    assertThat(largest(weight.getGradient().sub(direction.transpose().matMul(pixels))))
        .isLessThan(1e-5f);
    assertThat(largest(bias.getGradient().sub(direction.sum(new int[] {0})))).isLessThan(1e-5f);
    NDArray back = direction.matMul(weight).reshape(EXAMPLES, 3, 4, 6).transpose(0, 3, 1, 2);
    assertThat(largest(map.getGradient().sub(back))).isLessThan(1e-5f);
    assertThat(largest(back)).isPositive();
  }

  private static float largest(NDArray array) {
    return array.abs().max().getFloat();
  }
}
