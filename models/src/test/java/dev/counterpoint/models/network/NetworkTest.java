package dev.counterpoint.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyParameterHasOneNameInAFixedOrder() {
    try (Network network = new Network(manager, RandomAddress.seed(1))) {
      network.add("image-encoder", SmallConvEncoder.create(8), new Shape(1, 3, 28, 28));
      network.add("head", Linear.builder().setUnits(4).build(), new Shape(1, 8));
      assertThat(network.parameters().keySet())
          .containsExactly(
              "image-encoder/01Conv2d_weight",
              "image-encoder/02BatchNorm_gamma",
              "image-encoder/02BatchNorm_beta",
              "image-encoder/02BatchNorm_runningMean",
              "image-encoder/02BatchNorm_runningVar",
              "image-encoder/04Conv2d_weight",
              "image-encoder/05BatchNorm_gamma",
              "image-encoder/05BatchNorm_beta",
              "image-encoder/05BatchNorm_runningMean",
              "image-encoder/05BatchNorm_runningVar",
              "image-encoder/07FeatureMapLinear_pixelWeight",
              "image-encoder/07FeatureMapLinear_bias",
              "head/weight",
              "head/bias");
      assertThat(network.trainable()).hasSize(10).doesNotContainKey("head/runningMean");
      assertThat(network.trainable().keySet()).noneMatch(name -> name.contains("running"));
    }
  }

  @Test
  void aNameThatIsTakenIsAnErrorAndChangesNothing() {
    try (Network network = new Network(manager, RandomAddress.seed(1))) {
      Linear first = Linear.builder().setUnits(4).build();
      network.add("head", first, new Shape(1, 8));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> network.add("head", Linear.builder().setUnits(2).build(), new Shape(1, 8)))
          .withMessageContaining("'head'");
      assertThat(network.block("head")).isSameAs(first);
      assertThat(network.parameters().get("head/weight").getArray().getShape())
          .isEqualTo(new Shape(4, 8));
    }
  }

  @Test
  void aFrozenBlockStaysAndPassesTheGradientOn() {
    try (Network network = new Network(manager, RandomAddress.seed(1));
        NDManager step = manager.newSubManager()) {
      network.add("body", Linear.builder().setUnits(4).build(), new Shape(1, 8));
      network.add("head", Linear.builder().setUnits(2).build(), new Shape(1, 4));
      network.freeze("head");
      assertThat(network.trainable()).containsOnlyKeys("body/weight", "body/bias");
      assertThat(network.trainableBlocks()).containsOnlyKeys("body");
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray body = network.forward("body", step.ones(new Shape(3, 8)), true);
        collector.backward(network.forward("head", body, true).sum());
      }
      NDArray body = network.parameters().get("body/weight").getArray();
      assertThat(body.getGradient().abs().sum().getFloat()).isPositive();
      assertThat(network.parameters().get("head/weight").getArray().hasGradient()).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.freeze("tail"))
          .withMessageContaining("no block 'tail', only [body, head]");
    }
  }

  @Test
  void anUnknownBlockIsNamed() {
    try (Network network = new Network(manager, RandomAddress.seed(1))) {
      network.add("head", Linear.builder().setUnits(4).build(), new Shape(1, 8));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.forward("tail", manager.ones(new Shape(1, 8)), false))
          .withMessageContaining("no block 'tail', only [head]");
    }
  }

  @Test
  void weightsBeginWithTheVarianceOfTheirFanIn() {
    try (Network network = new Network(manager, RandomAddress.seed(2))) {
      network.add("image-encoder", SmallConvEncoder.create(128), new Shape(1, 3, 28, 28));
      assertMoments(network, "image-encoder/04Conv2d_weight", 2.0 / (32 * 9));
      assertMoments(network, "image-encoder/07FeatureMapLinear_pixelWeight", 2.0 / (64 * 7 * 7));
      assertThat(values(network, "image-encoder/07FeatureMapLinear_bias")).containsOnly(0f);
      assertThat(values(network, "image-encoder/02BatchNorm_gamma")).containsOnly(1f);
      assertThat(values(network, "image-encoder/02BatchNorm_runningVar")).containsOnly(1f);
    }
  }

  @Test
  void aBlockStatesTheFirstValuesOfItsOwnParametersAlone() {
    try (Network network = new Network(manager, RandomAddress.seed(4));
        Network plain = new Network(manager, RandomAddress.seed(4))) {
      network.add("stating", new Stating(), new Shape(1, 8));
      assertMoments(network, "stating/wide", 0.25);
      assertThat(values(network, "stating/none")).containsOnly(0f);
      // The child is not asked, nor changed: drawn as it is in any other block.
      assertMoments(network, "stating/01child_weight", 2.0 / 8);
      assertThat(values(network, "stating/01child_bias")).containsOnly(0f);
      plain.add("stating", new Stating(), new Shape(1, 8));
      assertThat(values(plain, "stating/wide")).isEqualTo(values(network, "stating/wide"));
    }
  }

  private static final class Stating extends AbstractBlock implements FirstValues {

    private final Parameter wide = own("wide", Parameter.Type.BIAS);
    private final Parameter none = own("none", Parameter.Type.WEIGHT);
    private final Block child = addChildBlock("child", Linear.builder().setUnits(64).build());

    private Parameter own(String name, Parameter.Type type) {
      return addParameter(
          Parameter.builder().setName(name).setType(type).optShape(new Shape(32, 16)).build());
    }

    @Override
    public OptionalDouble deviation(Parameter parameter) {
      return OptionalDouble.of(parameter == wide ? 0.5 : 0);
    }

    @Override
    protected void initializeChildBlocks(NDManager owner, DataType type, Shape... inputs) {
      child.initialize(owner, type, inputs);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        PairList<String, Object> parameters) {
      return child.forward(store, inputs, training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      assertThat(none).isNotNull();
      return child.getOutputShapes(inputs);
    }
  }

  @Test
  void blocksAreDrawnFromTheirNamesNotFromTheirOrder() {
    try (Network one = new Network(manager, RandomAddress.seed(3));
        Network two = new Network(manager, RandomAddress.seed(3))) {
      one.add("a", Linear.builder().setUnits(4).build(), new Shape(1, 8));
      one.add("b", Linear.builder().setUnits(4).build(), new Shape(1, 8));
      two.add("b", Linear.builder().setUnits(4).build(), new Shape(1, 8));
      assertThat(values(two, "b/weight")).isEqualTo(values(one, "b/weight"));
      assertThat(values(one, "a/weight")).isNotEqualTo(values(one, "b/weight"));
    }
  }

  @Test
  void closingGivesTheParametersBack() {
    int before = manager.getManagedArrays().size();
    Network network = new Network(manager, RandomAddress.seed(1));
    network.add("head", Linear.builder().setUnits(4).build(), new Shape(1, 8));
    assertThat(manager.getManagedArrays().size()).isGreaterThan(before);
    network.close();
    assertThat(manager.getManagedArrays().size()).isEqualTo(before);
  }

  private static void assertMoments(Network network, String name, double variance) {
    float[] values = values(network, name);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    // Five standard errors each.
    double n = values.length;
    assertThat(sum / n).isEqualTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n).isEqualTo(variance, within(5 * variance * Math.sqrt(2 / n)));
  }

  private static float[] values(Network network, String name) {
    NDArray array = network.parameters().get(name).getArray();
    return array.toFloatArray();
  }
}
