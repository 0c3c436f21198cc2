package dev.counterpoint.models.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizersTest {

  private static final int SIZE = 6;
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
  void adamWFollowsTheEquationsInDoublePrecision() {
    Map<String, Parameter> parameters = parameters();
    Optimizer optimizer = Kind.ADAMW.create(parameters, manager);
    Map<String, double[]> expected = values(parameters);
    Map<String, double[][]> moments = new LinkedHashMap<>();
    for (int step = 0; step < RATES.length; step++) {
      Map<String, float[]> gradients = setGradients(parameters, step);
      double rate = RATES[step];
      int t = step + 1;
      expected.forEach(
          (name, w) -> {
            double[][] m = moments.computeIfAbsent(name, key -> new double[2][SIZE]);
            for (int i = 0; i < SIZE; i++) {
              double g = gradients.get(name)[i];
              m[0][i] = 0.9 * m[0][i] + 0.1 * g;
              m[1][i] = 0.99 * m[1][i] + 0.01 * g * g;
              double mean = m[0][i] / (1 - Math.pow(0.9, t));
              double square = m[1][i] / (1 - Math.pow(0.99, t));
              double decay = name.equals("weight") ? rate * 0.1 * w[i] : 0;
              w[i] = w[i] - decay - rate * mean / (Math.sqrt(square) + 1e-6);
            }
          });
      optimizer.step(rate);
      assertClose(parameters, expected);
    }
    assertThat(optimizer.steps()).isEqualTo(RATES.length);
  }

  @Test
  void momentumFollowsTheEquationsInDoublePrecision() {
    Map<String, Parameter> parameters = parameters();
    Optimizer optimizer = Kind.SGD.create(parameters, manager);
    Map<String, double[]> expected = values(parameters);
    Map<String, double[]> velocity = new LinkedHashMap<>();
    for (int step = 0; step < RATES.length; step++) {
      Map<String, float[]> gradients = setGradients(parameters, step);
      double rate = RATES[step];
      expected.forEach(
          (name, w) -> {
            double[] v = velocity.computeIfAbsent(name, key -> new double[SIZE]);
            for (int i = 0; i < SIZE; i++) {
              double decay = name.equals("weight") ? 0.1 * w[i] : 0;
              v[i] = 0.9 * v[i] + gradients.get(name)[i] + decay;
              w[i] -= rate * v[i];
            }
          });
      optimizer.step(rate);
      assertClose(parameters, expected);
    }
  }

  @Test
  void adamWAtRatesOfTheirOwnFollowsTheEquationsToo() {
    Map<String, Parameter> parameters = parameters();
    Optimizer optimizer = Kind.ADAMW.create(parameters, manager);
    Map<String, double[]> expected = values(parameters);
    Map<String, double[][]> moments = new LinkedHashMap<>();
    Map<String, Integer> ages = new LinkedHashMap<>();
    for (int step = 0; step < RATES.length; step++) {
      Map<String, float[]> gradients = setGradients(parameters, step);
      double rate = RATES[step];
      int now = step;
      expected.forEach(
          (name, w) -> {
            double own = rate * factor(name, now);
            if (own == 0) {
              return;
            }
            int t = ages.merge(name, 1, Integer::sum);
            double[][] m = moments.computeIfAbsent(name, key -> new double[2][SIZE]);
            for (int i = 0; i < SIZE; i++) {
              double g = gradients.get(name)[i];
              m[0][i] = 0.9 * m[0][i] + 0.1 * g;
              m[1][i] = 0.99 * m[1][i] + 0.01 * g * g;
              double mean = m[0][i] / (1 - Math.pow(0.9, t));
              double square = m[1][i] / (1 - Math.pow(0.99, t));
              double decay = name.equals("weight") ? own * 0.1 * w[i] : 0;
              w[i] = w[i] - decay - own * mean / (Math.sqrt(square) + 1e-6);
            }
          });
      optimizer.step(rate, name -> factor(name, now));
      assertClose(parameters, expected);
      parameters.forEach(
          (name, parameter) ->
              assertThat(parameter.getArray().getGradient().abs().sum().getFloat()).isZero());
    }
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
      Parameter kernel = parameter(Parameter.Type.WEIGHT, new Shape(6, 5, 3, 3));
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
    Map<String, Parameter> parameters = parameters();
    Map<String, double[]> before = values(parameters);
    Optimizer optimizer = kind.create(parameters, manager);
    optimizer.step(0.1);
    values(parameters)
        .forEach(
            (name, values) -> {
              for (int i = 0; i < SIZE; i++) {
                double factor = name.equals("weight") ? 1 - 0.1 * 0.1 : 1;
                assertThat(values[i]).isEqualTo(factor * before.get(name)[i], within(1e-7));
              }
            });
    setGradients(parameters, 0);
    optimizer.step(0.1);
    parameters.forEach(
        (name, parameter) ->
            assertThat(parameter.getArray().getGradient().abs().sum().getFloat()).isZero());
  }

  @ParameterizedTest
  @EnumSource
  void aRestoredStateContinuesBitByBit(Kind kind) {
    Map<String, Parameter> straight = parameters();
    Optimizer optimizer = kind.create(straight, manager);
    run(optimizer, straight, 0, 4);
    Map<String, NDArray> saved = new LinkedHashMap<>();
    optimizer.state().forEach((name, array) -> saved.put(name, array.duplicate()));
    Map<String, float[]> weights = new LinkedHashMap<>();
    straight.forEach((name, p) -> weights.put(name, p.getArray().toFloatArray()));
    run(optimizer, straight, 4, 7);

    Map<String, Parameter> resumed = parameters();
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
    Map<String, Parameter> parameters = parameters();
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
    Map<String, Parameter> parameters = parameters();
    Optimizer optimizer = kind.create(parameters, manager);
    int before = manager.getManagedArrays().size();
    for (int i = 0; i < 20; i++) {
      optimizer.step(0.01);
    }
    assertThat(manager.getManagedArrays().size()).isEqualTo(before);
  }

  @Test
  void clippingShortensBothSignsByOneFactor() {
    Map<String, Parameter> parameters = parameters();
    Map<String, float[]> gradients = setGradients(parameters, 3);
    double squares = 0;
    for (float[] gradient : gradients.values()) {
      for (float g : gradient) {
        squares += (double) g * g;
      }
    }
    double norm = Math.sqrt(squares);
    try (NDManager step = manager.newSubManager()) {
      NDArray before = GradientClip.byGlobalNorm(parameters.values(), norm / 4, step);
      assertThat(before.getFloat()).isEqualTo((float) norm, within(1e-5f));
      assertThat(before.getManager()).isSameAs(step);
    }
    boolean negative = false;
    for (String name : gradients.keySet()) {
      float[] clipped = parameters.get(name).getArray().getGradient().toFloatArray();
      for (int i = 0; i < SIZE; i++) {
        negative |= clipped[i] < 0;
        assertThat(clipped[i]).isEqualTo(gradients.get(name)[i] / 4, within(1e-6f));
      }
    }
    assertThat(negative).isTrue();
  }

  @Test
  void atAndBelowTheBoundClippingChangesNotOneBit() {
    Map<String, Parameter> parameters = parameters();
    Map<String, float[]> gradients = setGradients(parameters, 3);
    try (NDManager step = manager.newSubManager()) {
      float norm = GradientClip.byGlobalNorm(parameters.values(), 1e30, step).getFloat();
      for (double bound : new double[] {norm, Math.nextUp(norm), 49, 7.3e3, 1e300}) {
        GradientClip.byGlobalNorm(parameters.values(), bound, step);
      }
    }
    gradients.forEach(
        (name, gradient) ->
            assertThat(parameters.get(name).getArray().getGradient().toFloatArray())
                .isEqualTo(gradient));
  }

  @Test
  void clippingLeavesZeroGradientsAtZeroAndNoArraysBehind() {
    Map<String, Parameter> parameters = parameters();
    int before = manager.getManagedArrays().size();
    try (NDManager step = manager.newSubManager()) {
      assertThat(GradientClip.byGlobalNorm(parameters.values(), 1, step).getFloat()).isZero();
    }
    assertThat(manager.getManagedArrays().size()).isEqualTo(before);
    parameters.forEach(
        (name, parameter) ->
            assertThat(parameter.getArray().getGradient().toFloatArray()).containsOnly(0f));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientClip.byGlobalNorm(parameters.values(), 0, manager))
        .withMessageContaining("above 0");
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
        .isThrownBy(() -> new MomentumSgd(parameters(), 1, 0, manager))
        .withMessageContaining("momentum");
  }

  private void run(Optimizer optimizer, Map<String, Parameter> parameters, int from, int to) {
    for (int step = from; step < to; step++) {
      setGradients(parameters, step);
      optimizer.step(RATES[step]);
    }
  }

  /** A weight, a bias, a norm's scale and a logit scale, with the same first values each time. */
  private Map<String, Parameter> parameters() {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters.put("weight", parameter(Parameter.Type.WEIGHT));
    parameters.put("bias", parameter(Parameter.Type.BIAS));
    parameters.put("gamma", parameter(Parameter.Type.GAMMA));
    parameters.put("log", parameter(Parameter.Type.OTHER));
    SplittableRandom random = new SplittableRandom(81);
    for (Parameter parameter : parameters.values()) {
      float[] values = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        values[i] = (float) random.nextGaussian();
      }
      parameter.getArray().set(values);
      parameter.getArray().setRequiresGradient(true);
    }
    return parameters;
  }

  private Parameter parameter(Parameter.Type type) {
    return parameter(type, new Shape(SIZE));
  }

  private Parameter parameter(Parameter.Type type, Shape ofArray) {
    Parameter parameter = Parameter.builder().setName("p").setType(type).optShape(ofArray).build();
    parameter.setInitializer((m, shape, dataType) -> m.zeros(shape, dataType));
    parameter.initialize(manager, DataType.FLOAT32);
    return parameter;
  }

  /** Gradients that backward puts there: those of the sum of parameter times a random value. */
  private Map<String, float[]> setGradients(Map<String, Parameter> parameters, int step) {
    SplittableRandom random = new SplittableRandom(90 + step);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = scratch.zeros(new Shape());
      for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
          values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(3) - 1));
        }
        gradients.put(entry.getKey(), values);
        loss = loss.add(scratch.create(values).mul(entry.getValue().getArray()).sum());
      }
      collector.backward(loss);
    }
    return gradients;
  }

  private static Map<String, double[]> values(Map<String, Parameter> parameters) {
    Map<String, double[]> values = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          float[] floats = parameter.getArray().toFloatArray();
          double[] doubles = new double[floats.length];
          for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
          }
          values.put(name, doubles);
        });
    return values;
  }

  /** A step rounds a float of order 1 a few times: 1e-7 each. */
  private static void assertClose(Map<String, Parameter> actual, Map<String, double[]> expected) {
    values(actual)
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).as(name).isEqualTo(expected.get(name)[i], within(5e-6));
              }
            });
  }
}
