package dev.counterpoint.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.network.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureMapLinearTest {

  private static final Shape MAP = new Shape(5, 6, 3, 4);
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
  void trainingComputesWhatEvaluationComputes() {
    NDArray map = manager.randomNormal(MAP);
    NDArray matrixProduct = network.forward("map", map, false);
    NDArray convolution = network.forward("map", map, true);
    assertThat(convolution.getShape()).isEqualTo(new Shape(5, UNITS));
    assertThat(largest(convolution.sub(matrixProduct))).isLessThan(1e-5f);
  }

  @Test
  void theOrderInMemoryDoesNotMatter() {
    NDArray map = manager.randomNormal(MAP);
    NDArray rows = map.transpose(0, 2, 3, 1).flatten().reshape(5, 3, 4, 6);
    NDArray channelsLast = rows.transpose(0, 3, 1, 2);
    for (boolean training : new boolean[] {true, false}) {
      NDArray difference =
          network.forward("map", channelsLast, training).sub(network.forward("map", map, training));
      assertThat(largest(difference)).as("training: " + training).isLessThan(1e-5f);
    }
  }

  @Test
  void gradientsAreThoseOfALinearLayer() {
    NDArray map = manager.randomNormal(MAP);
    NDArray weight = network.parameters().get("map/weight").getArray();
    NDArray bias = network.parameters().get("map/bias").getArray();
    NDArray direction = manager.randomNormal(new Shape(5, UNITS));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(network.forward("map", map, true).mul(direction).sum());
    }
    NDArray linearWeight = weight.duplicate();
    NDArray linearBias = bias.duplicate();
    linearWeight.setRequiresGradient(true);
    linearBias.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray result =
          Linear.linear(map.reshape(5, 72), linearWeight, linearBias).singletonOrThrow();
      collector.backward(result.mul(direction).sum());
    }
    assertThat(largest(weight.getGradient().sub(linearWeight.getGradient()))).isLessThan(1e-5f);
    assertThat(largest(bias.getGradient().sub(linearBias.getGradient()))).isLessThan(1e-5f);
    assertThat(largest(linearWeight.getGradient())).isPositive();
  }

  private static float largest(NDArray array) {
    return array.abs().max().getFloat();
  }
}
