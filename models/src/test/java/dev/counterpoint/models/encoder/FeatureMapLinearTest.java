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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMapLinearTest {

  /** Sums over a larger batch are larger, and so is their rounding. */
  private static final float ROUNDING = 5e-5f;

  private static final Shape MAP = map(5);
  private static final int UNITS = 7;

  private static Shape map(int examples) {
    return new Shape(examples, 6, 3, 4);
  }

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

  @ParameterizedTest
  @ValueSource(ints = {5, FeatureMapLinear.FEWEST_EXAMPLES})
  void trainingComputesWhatEvaluationComputes(int examples) {
    NDArray map = manager.randomNormal(map(examples));
    NDArray matrixProduct = network.forward("map", map, false);
    NDArray inTraining = network.forward("map", map, true);
    assertThat(inTraining.getShape()).isEqualTo(new Shape(examples, UNITS));
    assertThat(largest(inTraining.sub(matrixProduct))).isLessThan(1e-5f);
  }

  @Test
  void aSmallBatchIsTheSameMatrixProductInTraining() {
    NDArray map = manager.randomNormal(map(FeatureMapLinear.FEWEST_EXAMPLES - 1));
    assertThat(network.forward("map", map, true).toFloatArray())
        .isEqualTo(network.forward("map", map, false).toFloatArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {5, FeatureMapLinear.FEWEST_EXAMPLES})
  void theOrderInMemoryDoesNotMatter(int examples) {
    NDArray map = manager.randomNormal(map(examples));
    NDArray rows = map.transpose(0, 2, 3, 1).flatten().reshape(examples, 3, 4, 6);
    NDArray channelsLast = rows.transpose(0, 3, 1, 2);
    for (boolean training : new boolean[] {true, false}) {
      NDArray difference =
          network.forward("map", channelsLast, training).sub(network.forward("map", map, training));
      assertThat(largest(difference)).as("training: " + training).isLessThan(1e-5f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, FeatureMapLinear.FEWEST_EXAMPLES})
  void gradientsAreThoseOfALinearLayer(int examples) {
    NDArray map = manager.randomNormal(map(examples));
    NDArray weight = network.parameters().get("map/weight").getArray();
    NDArray bias = network.parameters().get("map/bias").getArray();
    NDArray direction = manager.randomNormal(new Shape(examples, UNITS));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(network.forward("map", map, true).mul(direction).sum());
    }
    NDArray linearWeight = weight.duplicate();
    NDArray linearBias = bias.duplicate();
    linearWeight.setRequiresGradient(true);
    linearBias.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray result =
          Linear.linear(map.reshape(examples, 72), linearWeight, linearBias).singletonOrThrow();
      collector.backward(result.mul(direction).sum());
    }
    assertThat(largest(weight.getGradient().sub(linearWeight.getGradient()))).isLessThan(ROUNDING);
    assertThat(largest(bias.getGradient().sub(linearBias.getGradient()))).isLessThan(ROUNDING);
    assertThat(largest(linearWeight.getGradient())).isPositive();
  }

  private static float largest(NDArray array) {
    return array.abs().max().getFloat();
  }
}
