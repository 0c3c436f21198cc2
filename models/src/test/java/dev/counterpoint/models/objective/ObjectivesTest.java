package dev.counterpoint.models.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectivesTest {

  private static final int N = 5;
  private static final int D = 3;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 10})
  void withAllEmbeddingsEqualEveryCandidateIsAsLikely(double temperature) {
    NDArray equal = manager.ones(new Shape(N, D)).normalize(2, 1);
    NDArray scale = scale(temperature);
    // At temperature 0.01 the logits are 100, of which a float keeps five decimals.
    float tolerance = temperature < 0.1 ? 1e-4f : 2e-6f;
    assertThat(InfoNce.loss(equal, equal, scale).getFloat())
        .isEqualTo((float) Math.log(N), within(tolerance));
    assertThat(NtXent.loss(equal, equal, scale).getFloat())
        .isEqualTo((float) Math.log(2 * N - 1), within(tolerance));
    NDArray labels = manager.create(new long[] {0, 1, 2, 0, 1});
    assertThat(CrossEntropy.loss(manager.zeros(new Shape(N, 7)), labels).getFloat())
        .isEqualTo((float) Math.log(7), within(1e-6f));
  }

  @Test
  void infoNceOfTwoPairsByHand() {
    // Rows (1, 0), (0, 1) against (1, 0), (0.6, 0.8) at temperature 0.5: logits (2, 1.2; 0, 1.6).
    NDArray first = manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
    NDArray second = manager.create(new float[] {1, 0, 0.6f, 0.8f}, new Shape(2, 2));
    double rows = lse(2, 1.2) - 2 + lse(0, 1.6) - 1.6;
    double columns = lse(2, 0) - 2 + lse(1.2, 1.6) - 1.6;
    assertThat(InfoNce.loss(first, second, scale(0.5)).getFloat())
        .isEqualTo((float) ((rows + columns) / 4), within(1e-6f));
  }

  @Test
  void ntXentOfTwoPairsByHand() {
    // Views a1 (1, 0), a2 (0, 1), b1 (0.8, 0.6), b2 (0, -1) at temperature 0.5, logits twice the
    // cosines; each view against the three others, first its partner.
    NDArray first = manager.create(new float[] {1, 0, 0, 1}, new Shape(2, 2));
    NDArray second = manager.create(new float[] {0.8f, 0.6f, 0, -1}, new Shape(2, 2));
    double a1 = lse(1.6, 0, 0) - 1.6;
    double a2 = lse(-2, 0, 1.2) + 2;
    double b1 = lse(1.6, 1.2, -1.2) - 1.6;
    double b2 = lse(-2, 0, -1.2) + 2;
    assertThat(NtXent.loss(first, second, scale(0.5)).getFloat())
        .isEqualTo((float) ((a1 + a2 + b1 + b2) / 4), within(1e-6f));
  }

  @Test
  void crossEntropyByHand() {
    NDArray logits = manager.create(new float[] {1, 2, 3, -1, 0, 4}, new Shape(2, 3));
    NDArray labels = manager.create(new long[] {2, 0});
    double expected = (lse(1, 2, 3) - 3 + lse(-1, 0, 4) + 1) / 2;
    assertThat(CrossEntropy.loss(logits, labels).getFloat())
        .isEqualTo((float) expected, within(1e-6f));
    NDArray extreme = manager.create(new float[] {1e4f, 0, 0, 0, 0, -1e4f}, new Shape(2, 3));
    assertThat(CrossEntropy.loss(extreme, manager.create(new long[] {0, 1})).getFloat())
        .isEqualTo((float) (Math.log(2) / 2), within(1e-6f));
  }

  @Test
  void anExtremeTemperatureLeavesValueAndGradientFinite() {
    NDArray first = random(71).normalize(2, 1);
    NDArray second = random(72).normalize(2, 1);
    for (double temperature : new double[] {0.01, 100}) {
      NDArray scale = scale(temperature);
      for (NDArray gradient :
          new NDArray[] {
            gradient(first, a -> InfoNce.loss(a, second, scale)),
            gradient(first, a -> InfoNce.loss(a, a, scale)),
            gradient(first, a -> NtXent.loss(a, second, scale)),
            gradient(first, a -> NtXent.loss(a, a.neg(), scale))
          }) {
        assertThat(gradient.abs().max().getFloat()).isFinite();
      }
      assertThat(InfoNce.loss(first, first.neg(), scale).getFloat()).isFinite().isPositive();
      assertThat(NtXent.loss(first, first.neg(), scale).getFloat()).isFinite().isPositive();
    }
  }

  @Test
  void gradientsAreThoseOfTheValues() {
    NDArray second = random(74);
    NDArray scale = scale(0.5);
    NDArray labels = manager.create(new long[] {0, 1, 2, 0, 1});
    assertGradient(random(73), a -> InfoNce.loss(a, second, scale));
    assertGradient(random(73), a -> InfoNce.loss(second, a, scale));
    assertGradient(random(73), a -> NtXent.loss(a, second, scale));
    assertGradient(random(73), a -> NtXent.loss(second, a, scale));
    assertGradient(random(73), a -> CrossEntropy.loss(a, labels));
    assertGradient(manager.create(new float[] {1.7f}), a -> InfoNce.loss(second, random(75), a));
    assertGradient(manager.create(new float[] {1.7f}), a -> NtXent.loss(second, random(75), a));
  }

  @Test
  void theTemperatureIsAnInverseScaleAndALearnedOneIsHeld() {
    assertThat(value(started(LogitScale.fixed(0.1)))).isEqualTo(10, within(1e-4f));
    LogitScale fixed = started(LogitScale.fixed(0.001));
    fixed.clamp();
    assertThat(value(fixed)).isEqualTo(1000, within(0.1f));
    LogitScale hot = started(LogitScale.learned(5));
    hot.clamp();
    assertThat(value(hot)).isEqualTo(1, within(1e-6f));
    LogitScale cold = started(LogitScale.learned(0.001));
    cold.clamp();
    assertThat(value(cold)).isEqualTo(100, within(1e-3f));
    LogitScale usual = started(LogitScale.learned(0.07));
    usual.clamp();
    assertThat(value(usual)).isEqualTo(1 / 0.07f, within(1e-4f));
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LogitScale.fixed(wrong))
          .withMessageContaining("temperature must be above 0");
    }
  }

  private LogitScale started(LogitScale scale) {
    scale.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(1));
    return scale;
  }

  private float value(LogitScale scale) {
    ParameterStore store = new ParameterStore(manager, false);
    return scale.forward(store, new NDList(manager.ones(new Shape(1))), false).head().getFloat();
  }

  private NDArray gradient(NDArray at, Function<NDArray, NDArray> loss) {
    NDArray point = at.duplicate();
    point.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.apply(point));
    }
    return point.getGradient();
  }

  /**
   * Against central differences with h = 0.01. The loss is about 2 and a float, so that its
   * rounding of about 2e-7 puts 1e-5 into a difference; the third derivative adds h^2 / 6 times a
   * number of order 1, that is 2e-5. Gradients are of order 0.1.
   */
  private void assertGradient(NDArray at, Function<NDArray, NDArray> loss) {
    float[] analytic = gradient(at, loss).toFloatArray();
    float[] values = at.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      float[] above = values.clone();
      float[] below = values.clone();
      above[i] += 0.01f;
      below[i] -= 0.01f;
      double difference =
          loss.apply(manager.create(above, at.getShape())).getFloat()
              - loss.apply(manager.create(below, at.getShape())).getFloat();
      assertThat((double) analytic[i])
          .isEqualTo(difference / ((double) above[i] - below[i]), within(2e-4));
    }
  }

  private NDArray random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[N * D];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.6);
    }
    return manager.create(values, new Shape(N, D));
  }

  private NDArray scale(double temperature) {
    return manager.create(new float[] {(float) (1 / temperature)});
  }

  private static double lse(double... logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.log(sum);
  }
}
