package dev.counterpoint.models.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.GradientCheck;
import dev.counterpoint.models.network.Network;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerBlockTest {

  private static final int SEED = 17;
  private static final TransformerSize SIZE = new TransformerSize(12, 2, 3, Gelu.EXACT);

  private NDManager manager;
  private Network network;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    manager.getEngine().setRandomSeed(SEED);
    network = new Network(manager, RandomAddress.seed(SEED));
  }

  @AfterEach
  void close() {
    network.close();
    manager.close();
  }

  /** Attention by its definition, position by position. */
  @Test
  void attentionIsTheSoftmaxOverScaledProducts() {
    TransformerBlock block = new TransformerBlock(SIZE);
    Shape shape = new Shape(2, 5, 12);
    network.add("block", block, shape);
    // Without the second half of the block.
    array("contractWeight").muli(0);
    array("qkvBias").set(manager.randomNormal(new Shape(36)).toFloatArray());
    NDArray x = manager.randomNormal(shape);

    NDArray normal =
        x.sub(x.mean(new int[] {2}, true))
            .div(
                x.sub(x.mean(new int[] {2}, true))
                    .square()
                    .mean(new int[] {2}, true)
                    .add(1e-5f)
                    .sqrt());
    NDArray qkv = Linear.linear(normal, array("qkvWeight"), array("qkvBias")).singletonOrThrow();
    NDList heads = new NDList();
    for (int head = 0; head < 3; head++) {
      String at = ":, :, %d:%d";
      NDArray queries = qkv.get(at.formatted(4 * head, 4 * head + 4));
      NDArray keys = qkv.get(at.formatted(12 + 4 * head, 16 + 4 * head));
      NDArray contents = qkv.get(at.formatted(24 + 4 * head, 28 + 4 * head));
      NDArray scores = queries.matMul(keys.transpose(0, 2, 1)).div(2); // root of 4
      heads.add(scores.softmax(-1).matMul(contents));
    }
    NDArray mixed = NDArrays.concat(heads, 2);
    NDArray expected =
        x.add(Linear.linear(mixed, array("outWeight"), array("outBias")).singletonOrThrow());

    assertThat(largest(network.forward("block", x, false).sub(expected))).isLessThan(1e-5f);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfDifferences(Gelu gelu) {
    TransformerSize size = new TransformerSize(6, 2, 2, gelu);
    // As many sequences as take the way through convolutions.
    Shape shape = new Shape(16, 4, 6);
    network.add("block", new TransformerBlock(size), shape);
    GradientCheck.check(network, "block", manager.randomNormal(shape), 1e-2, 2e-2, SEED);
  }

  @Test
  void theGradientOfTheInputIsThatOfTheMatrixProducts() {
    NDArray weight = manager.randomNormal(new Shape(7, 12));
    NDArray bias = manager.randomNormal(new Shape(7));
    NDArray direction = manager.randomNormal(new Shape(18, 5, 7));
    NDArray wide = manager.randomNormal(new Shape(18, 5, 12));
    NDArray plain = wide.duplicate();
    for (NDArray tokens : new NDArray[] {wide, plain}) {
      tokens.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray result = WideLinear.of(tokens, weight, bias, tokens == wide);
        assertThat(result.getShape()).isEqualTo(new Shape(18, 5, 7));
        collector.backward(result.mul(direction).sum());
      }
    }
    assertThat(largest(wide.getGradient().sub(plain.getGradient()))).isLessThan(1e-5f);
    assertThat(largest(plain.getGradient())).isPositive();
  }

  @Test
  void trainingComputesWhatEvaluationComputes() {
    Shape shape = new Shape(17, 6, 12);
    network.add("block", new TransformerBlock(SIZE), shape);
    NDArray x = manager.randomNormal(shape);
    NDArray difference = network.forward("block", x, true).sub(network.forward("block", x, false));
    assertThat(largest(difference)).isLessThan(1e-5f);
  }

  @Test
  void tokensThatChangePlacesChangePlacesInTheResult() {
    Shape shape = new Shape(2, 4, 12);
    network.add("block", new TransformerBlock(SIZE), shape);
    NDArray x = manager.randomNormal(shape);
    NDArray reversed = network.forward("block", x.flip(1), false);
    NDArray expected = network.forward("block", x, false).flip(1);
    assertThat(largest(reversed.sub(expected))).isLessThan(1e-5f);
  }

  @Test
  void oneTokenAloneIsTheSameAsAmongAll() {
    TransformerBlock block = new TransformerBlock(SIZE);
    Shape shape = new Shape(16, 5, 12);
    network.add("block", block, shape);
    NDArray x = manager.randomNormal(shape);
    NDArray which = manager.create(new float[] {0, 0, 0, 1, 0}, new Shape(1, 1, 5));
    NDArray hidden = manager.create(new float[] {0, 0, 0, 0, -1e9f}, new Shape(1, 1, 1, 5));
    ParameterStore store = new ParameterStore(manager, false);
    for (boolean training : new boolean[] {true, false}) {
      NDArray all = block.forward(store, new NDList(x, hidden), training).singletonOrThrow();
      NDArray one = block.ofOne(store, x, which, hidden, training);
      assertThat(one.getShape()).isEqualTo(new Shape(16, 1, 12));
      assertThat(largest(one.sub(all.get(":, 3:4")))).as("training " + training).isLessThan(1e-5f);
    }
  }

  @Test
  void firstValuesAreClips() {
    int width = 64;
    TransformerSize size = new TransformerSize(width, 6, 4, Gelu.EXACT);
    network.add("block", new TransformerBlock(size), new Shape(1, 4, width));
    Map<String, Double> expected =
        Map.of(
            "qkvWeight",
            Math.pow(width, -0.5),
            "outWeight",
            Math.pow(width, -0.5) * Math.pow(12, -0.5),
            "expandWeight",
            Math.pow(2 * width, -0.5),
            "contractWeight",
            Math.pow(width, -0.5) * Math.pow(12, -0.5));
    expected.forEach(
        (name, deviation) -> {
          NDArray values = array(name);
          double n = values.size();
          // Five standard errors.
          assertThat(Math.sqrt(values.square().mean().getFloat()))
              .as(name)
              .isEqualTo(deviation, within(5 * deviation / Math.sqrt(2 * n)));
        });
    assertThat(array("mlpNormGamma").toFloatArray()).containsOnly(1f);
    assertThat(array("qkvBias").toFloatArray()).containsOnly(0f);
  }

  @Test
  void parametersAreCounted() {
    network.add("block", new TransformerBlock(SIZE), new Shape(1, 4, 12));
    long size =
        network.parameters().values().stream()
            .map(Parameter::getArray)
            .mapToLong(NDArray::size)
            .sum();
    assertThat(2 * size).isEqualTo(SIZE.parameters());
  }

  @Test
  void aSizeThatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransformerSize(10, 1, 3, Gelu.EXACT))
        .withMessageContaining("multiple of heads");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TransformerSize(12, 0, 3, Gelu.EXACT));
  }

  @Test
  void quickGeluIsItsFormula() {
    NDArray x = manager.create(new float[] {-3, -0.5f, 0, 1, 4});
    float[] values = Gelu.QUICK.of(x).toFloatArray();
    float[] at = x.toFloatArray();
    for (int i = 0; i < at.length; i++) {
      assertThat((double) values[i])
          .isEqualTo(at[i] / (1 + Math.exp(-1.702 * at[i])), within(1e-6));
    }
  }

  private NDArray array(String name) {
    return network.parameters().get("block/" + name).getArray();
  }

  private static float largest(NDArray array) {
    return array.abs().max().getFloat();
  }
}
