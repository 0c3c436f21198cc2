package dev.counterpoint.models.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {

  private static final double[] RATES = {1e-2, 3e-2, 1e-3, 2e-2, 5e-2, 1e-2, 1e-2};

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  enum Kind {
    ADAMW,
    SGD;

    Optimizer create(Map<String, Parameter> parameters, NDManager manager) {
      return this == ADAMW
          ? new AdamW(parameters, new AdamW.Settings(0.9, 0.99, 1e-6, 0.1), manager)
          : new MomentumSgd(parameters, 0.9, 0.1, manager);
    }
  }

  @Test
  void momentumFollowsTheEquationsInDoublePrecision() {
    Map<String, Parameter> parameters = TestParameters.create(manager);
    Optimizer optimizer = Kind.SGD.create(parameters, manager);
    Map<String, double[]> expected = TestParameters.values(parameters);
    Map<String, double[]> velocity = new LinkedHashMap<>();
    for (int step = 0; step < RATES.length; step++) {
      Map<String, float[]> gradients = TestParameters.setGradients(manager, parameters, step);
      double rate = RATES[step];
      expected.forEach(
          (name, w) -> {
            double[] v = velocity.computeIfAbsent(name, key -> new double[TestParameters.SIZE]);
            for (int i = 0; i < TestParameters.SIZE; i++) {
              double decay = name.equals("weight") ? 0.1 * w[i] : 0;
              v[i] = 0.9 * v[i] + gradients.get(name)[i] + decay;
              w[i] -= rate * v[i];
            }
          });
      optimizer.step(rate);
      assertClose(parameters, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void adamWFollowsTheEquationsInDoublePrecision(boolean ratesOfTheirOwn) {
    Map<String, Parameter> parameters = TestParameters.create(manager);
    Optimizer optimizer = Kind.ADAMW.create(parameters, manager);
    Map<String, double[]> expected = TestParameters.values(parameters);
    Map<String, double[][]> moments = new LinkedHashMap<>();
    Map<String, Integer> ages = new LinkedHashMap<>();
    for (int step = 0; step < RATES.length; step++) {
      Map<String, float[]> gradients = TestParameters.setGradients(manager, parameters, step);
      double rate = RATES[step];
      int now = step;
      expected.forEach(
          (name, w) -> {
            double own = ratesOfTheirOwn ? rate * factor(name, now) : rate;
            if (own == 0) {
              return;
            }
            int t = ages.merge(name, 1, Integer::sum);
            double[][] m = moments.computeIfAbsent(name, key -> new double[2][TestParameters.SIZE]);
            for (int i = 0; i < TestParameters.SIZE; i++) {
              double g = gradients.get(name)[i];
              m[0][i] = 0.9 * m[0][i] + 0.1 * g;
              m[1][i] = 0.99 * m[1][i] + 0.01 * g * g;
              double mean = m[0][i] / (1 - Math.pow(0.9, t));
              double square = m[1][i] / (1 - Math.pow(0.99, t));
              double decay = name.equals("weight") ? own * 0.1 * w[i] : 0;
              w[i] = w[i] - decay - own * mean / (Math.sqrt(square) + 1e-6);
            }
          });
      if (ratesOfTheirOwn) {
        optimizer.step(rate, name -> factor(name, now));
      } else {
        optimizer.step(rate);
      }
      assertClose(parameters, expected);
      parameters.forEach(
          (name, parameter) ->
              assertThat(parameter.getArray().getGradient().abs().sum().getFloat()).isZero());
    }
    assertThat(optimizer.steps()).isEqualTo(RATES.length);
  }

  /** One is slower than the others, and one is held back now and then. */
  private static double factor(String name, int step) {
    return switch (name) {
      case "gamma" -> 0.3;
      case "bias" -> step % 3 == 1 ? 0 : 1;
      default -> 1;
    };
  }

  @ParameterizedTest
  @EnumSource
  void theOrderInMemoryOfWhatAWeightMeetsDoesNotMatter(Kind kind) {
    NDArray map = manager.randomNormal(new Shape(2, 5, 4, 3));
    NDArray channelsLast =
        map.transpose(0, 2, 3, 1).flatten().reshape(2, 4, 3, 5).transpose(0, 3, 1, 2);
    List<float[]> weights = new ArrayList<>();
    for (NDArray input : List.of(map, channelsLast)) {
      Parameter kernel = TestParameters.weight(manager, new Shape(6, 5, 3, 3));
      float[] first = new float[6 * 5 * 3 * 3];
      for (int i = 0; i < first.length; i++) {
        first[i] = (float) Math.sin(i);
      }
      kernel.getArray().set(first);
      kernel.getArray().setRequiresGradient(true);
      Optimizer optimizer = kind.create(Map.of("kernel", kernel), manager);
      for (double rate : RATES) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          Shape one = new Shape(1, 1);
          NDArray sums =
              Conv2d.conv2d(input, kernel.getArray(), null, one, one, one).singletonOrThrow();
          collector.backward(sums.square().mean());
        }
        optimizer.step(rate);
      }
      weights.add(kernel.getArray().toFloatArray());
    }
    for (int i = 0; i < weights.get(0).length; i++) {
      assertThat(weights.get(1)[i]).isEqualTo(weights.get(0)[i], within(1e-4f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWeightThatDoesNotLieInItsOwnOrderIsAnError(Kind kind) {
    Parameter parameter = Parameter.builder().setName("p").setType(Parameter.Type.WEIGHT).build();
    parameter.setArray(manager.ones(new Shape(2, 3)).transpose());
    parameter.getArray().setRequiresGradient(true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.create(Map.of("weight", parameter), manager))
        .withMessageContaining("order of its axes");
  }

  @ParameterizedTest
  @EnumSource
  void aStepClearsTheGradientsAndWithoutThemOnlyWeightsDecay(Kind kind) {
    Map<String, Parameter> parameters = TestParameters.create(manager);
    Map<String, double[]> before = TestParameters.values(parameters);
    Optimizer optimizer = kind.create(parameters, manager);
    optimizer.step(0.1);
    TestParameters.values(parameters)
        .forEach(
            (name, values) -> {
              for (int i = 0; i < TestParameters.SIZE; i++) {
                double factor = name.equals("weight") ? 1 - 0.1 * 0.1 : 1;
                assertThat(values[i]).isEqualTo(factor * before.get(name)[i], within(1e-7));
              }
            });
    TestParameters.setGradients(manager, parameters, 0);
    optimizer.step(0.1);
    parameters.forEach(
        (name, parameter) ->
            assertThat(parameter.getArray().getGradient().abs().sum().getFloat()).isZero());
  }

  @ParameterizedTest
  @EnumSource
  void aRestoredStateContinuesBitByBit(Kind kind) {
    Map<String, Parameter> straight = TestParameters.create(manager);
    Optimizer optimizer = kind.create(straight, manager);
    run(optimizer, straight, 0, 4);
    Map<String, NDArray> saved = new LinkedHashMap<>();
    optimizer.state().forEach((name, array) -> saved.put(name, array.duplicate()));
    Map<String, float[]> weights = new LinkedHashMap<>();
    straight.forEach((name, p) -> weights.put(name, p.getArray().toFloatArray()));
    run(optimizer, straight, 4, 7);

    Map<String, Parameter> resumed = TestParameters.create(manager);
    weights.forEach((name, values) -> resumed.get(name).getArray().set(values));
    Optimizer second = kind.create(resumed, manager);
    second.restore(4, saved);
    Map<String, float[]> asSaved = new LinkedHashMap<>();
    saved.forEach((name, array) -> asSaved.put(name, array.toFloatArray()));
    assertThat(second.steps()).isEqualTo(4);
    run(second, resumed, 4, 7);
    straight.forEach(
        (name, parameter) ->
            assertThat(resumed.get(name).getArray().toFloatArray())
                .isEqualTo(parameter.getArray().toFloatArray()));
    // What was restored was copied.
    saved.forEach((name, array) -> assertThat(array.toFloatArray()).isEqualTo(asSaved.get(name)));
  }

  @ParameterizedTest
  @EnumSource
  void aStateThatDoesNotFitIsNamedAndLeavesEverythingAsItWas(Kind kind) {
    Map<String, Parameter> parameters = TestParameters.create(manager);
    Optimizer optimizer = kind.create(parameters, manager);
    run(optimizer, parameters, 0, 2);
    Map<String, NDArray> state = new LinkedHashMap<>();
    optimizer.state().forEach((name, array) -> state.put(name, array.onesLike()));
    Map<String, float[]> before = new LinkedHashMap<>();
    optimizer.state().forEach((name, array) -> before.put(name, array.toFloatArray()));
    List<String> names = new ArrayList<>(state.keySet());
    String last = names.get(names.size() - 1);
    state.put(last, manager.zeros(new Shape(2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.restore(9, state))
        .withMessageContaining(last)
        .withMessageContaining("expected shape (6), found (2)");
    state.remove(last);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.restore(9, state))
        .withMessageContaining("found nothing");
    assertThat(optimizer.steps()).isEqualTo(2);
    optimizer
        .state()
        .forEach((name, array) -> assertThat(array.toFloatArray()).isEqualTo(before.get(name)));
  }

  @ParameterizedTest
  @EnumSource
  void stepsLeaveNoArraysBehind(Kind kind) {
    Map<String, Parameter> parameters = TestParameters.create(manager);
    Optimizer optimizer = kind.create(parameters, manager);
    int before = manager.getManagedArrays().size();
    for (int i = 0; i < 20; i++) {
      optimizer.step(0.01);
    }
    assertThat(manager.getManagedArrays().size()).isEqualTo(before);
  }

  @Test
  void settingsOutOfRangeAreErrors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW.Settings(1, 0.9, 1e-8, 0))
        .withMessageContaining("betas");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW.Settings(0.9, 0.9, 0, 0))
        .withMessageContaining("epsilon");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MomentumSgd(TestParameters.create(manager), 1, 0, manager))
        .withMessageContaining("momentum");
  }

  private void run(Optimizer optimizer, Map<String, Parameter> parameters, int from, int to) {
    for (int step = from; step < to; step++) {
      TestParameters.setGradients(manager, parameters, step);
      optimizer.step(RATES[step]);
    }
  }

  /** A step rounds a float of order 1 a few times: 1e-7 each. */
  private static void assertClose(Map<String, Parameter> actual, Map<String, double[]> expected) {
    TestParameters.values(actual)
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).as(name).isEqualTo(expected.get(name)[i], within(5e-6));
              }
            });
  }
}
