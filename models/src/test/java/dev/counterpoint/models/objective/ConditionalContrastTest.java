package dev.counterpoint.models.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConditionalContrastTest {

  private static final int N = 7;
  private static final int D = 4;
  private static final float SCALE = 2.5f;
  private static final double KERNEL = 3;

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
  void theLossIsThatOfTheDefinition() {
    for (long seed = 1; seed <= 5; seed++) {
      float[][] z = values(seed + 100);
      double[][] w = new double[N][N];
      for (int i = 0; i < N; i++) {
        double sum = 0;
        for (int j = 0; j < N; j++) {
          w[i][j] = i == j ? 0 : Math.exp(KERNEL * dot(z[i], z[j]));
          sum += w[i][j];
        }
        for (int j = 0; j < N; j++) {
          w[i][j] /= sum;
        }
      }
      NDArray weights = ConditionalContrast.weights(rows(seed + 100), KERNEL);
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          assertThat((double) weights.getFloat(i, j)).isEqualTo(w[i][j], within(1e-6));
        }
      }
      float loss =
          ConditionalContrast.loss(rows(seed), rows(seed + 50), weights, scale()).getFloat();
      assertThat((double) loss)
          .as("seed %d", seed)
          .isEqualTo(reference(values(seed), values(seed + 50), w), within(3e-6));
    }
  }

  @Test
  void withEqualWeightsItIsInfoNce() {
    NDArray others = manager.ones(new Shape(N, N)).sub(manager.eye(N));
    assertThat(ConditionalContrast.loss(rows(1), rows(2), others, scale()).getFloat())
        .isEqualTo(InfoNce.loss(rows(1), rows(2), scale()).getFloat(), within(1e-5f));
    assertThat(ConditionalContrast.uninformed(others).getFloat())
        .isEqualTo((float) Math.log(N), within(1e-6f));
  }

  @Test
  void ofASymbolItIsInfoNceAmongThoseOfTheSame() {
    NDArray groups = manager.create(new long[] {0, 1, 0, 1, 0, 1, 2});
    NDArray weights = ConditionalContrast.weights(groups);
    double expected = 0;
    for (int[] members : new int[][] {{0, 2, 4}, {1, 3, 5}}) {
      NDArray index = manager.create(members);
      NDArray first = rows(1).get(index);
      NDArray second = rows(2).get(index);
      expected += 3.0 / N * InfoNce.loss(first, second, scale()).getFloat();
    }
    // The last has no other to be told from.
    assertThat((double) ConditionalContrast.loss(rows(1), rows(2), weights, scale()).getFloat())
        .isEqualTo(expected, within(1e-5));
    assertThat((double) ConditionalContrast.uninformed(weights).getFloat())
        .isEqualTo(6.0 / N * Math.log(3), within(1e-6));
  }

  /** Views tell the condition and one coin more: only the coin counts, ln 2 at most. */
  @Test
  void whatTheConditionTellsIsNotRewardedAndWhatItDoesNotIs() {
    int batch = 400;
    SplittableRandom random = new SplittableRandom(6);
    float[] condition = new float[2 * batch];
    float[] coin = new float[2 * batch];
    long[] symbols = new long[batch];
    for (int i = 0; i < batch; i++) {
      symbols[i] = random.nextInt(2);
      condition[2 * i + (int) symbols[i]] = 1;
      coin[2 * i + random.nextInt(2)] = 1;
    }
    NDArray z = manager.create(condition, new Shape(batch, 2));
    NDArray u = manager.create(coin, new Shape(batch, 2));
    for (NDArray weights :
        new NDArray[] {
          ConditionalContrast.weights(manager.create(symbols)), ConditionalContrast.weights(z, 20)
        }) {
      float nothing = ConditionalContrast.uninformed(weights).getFloat();
      for (float scale : new float[] {1, 5, 20}) {
        NDArray by = manager.create(new float[] {scale});
        float ofCondition = nothing - ConditionalContrast.loss(z, z, weights, by).getFloat();
        float ofCoin = nothing - ConditionalContrast.loss(u, u, weights, by).getFloat();
        assertThat(ofCondition).isEqualTo(0, within(1e-3f));
        assertThat(ofCoin).isLessThan((float) Math.log(2) + 0.01f);
        if (scale == 20) {
          assertThat(ofCoin).isEqualTo((float) Math.log(2), within(0.02f));
        }
      }
      // The plain contrast rewards the condition as well as the coin.
      NDArray sharp = manager.create(new float[] {20});
      assertThat(Math.log(batch) - InfoNce.loss(z, z, sharp).getFloat())
          .isEqualTo(Math.log(2), within(0.02));
    }
  }

  @Test
  void gradientsAreThoseOfTheValuesAndNoneReachesTheCondition() {
    NDArray second = rows(12);
    NDArray condition = rows(13);
    NDArray weights = ConditionalContrast.weights(condition, KERNEL);
    assertGradient(rows(11), a -> ConditionalContrast.loss(a, second, weights, scale()));
    assertGradient(second, a -> ConditionalContrast.loss(rows(11), a, weights, scale()));
    assertGradient(scale(), a -> ConditionalContrast.loss(rows(11), second, weights, a));
    NDArray symbols = ConditionalContrast.weights(manager.create(new long[] {0, 1, 0, 1, 0, 1, 2}));
    assertGradient(rows(11), a -> ConditionalContrast.loss(a, second, symbols, scale()));

    NDArray watched = condition.duplicate();
    watched.setRequiresGradient(true);
    NDArray first = rows(11);
    first.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(
          ConditionalContrast.loss(
              first, second, ConditionalContrast.weights(watched, KERNEL), scale()));
    }
    assertThat(watched.getGradient().abs().sum().getFloat()).isZero();
    assertThat(first.getGradient().abs().sum().getFloat()).isPositive();
  }

  @Test
  void anExtremeScaleLeavesValueAndGradientFinite() {
    for (float scale : new float[] {0.01f, 100}) {
      NDArray by = manager.create(new float[] {scale});
      NDArray away = rows(1).neg();
      NDArray symbols =
          ConditionalContrast.weights(manager.create(new long[] {0, 1, 0, 1, 0, 1, 2}));
      for (NDArray weights : new NDArray[] {symbols, ConditionalContrast.weights(rows(4), 1_000)}) {
        UnaryOperator<NDArray> loss = a -> ConditionalContrast.loss(a, away, weights, by);
        assertThat(loss.apply(rows(1)).getFloat()).isFinite().isNotNegative();
        assertThat(gradient(rows(1), loss).abs().max().getFloat()).isFinite();
      }
    }
  }

  /** By loops, in double precision. */
  private static double reference(float[][] a, float[][] b, double[][] w) {
    double loss = 0;
    for (int i = 0; i < N; i++) {
      double sum = 0;
      double squares = 0;
      for (int j = 0; j < N; j++) {
        sum += w[i][j];
        squares += w[i][j] * w[i][j];
      }
      double number = sum * sum / squares;
      double rows = 0;
      double columns = 0;
      for (int j = 0; j < N; j++) {
        rows += number * w[i][j] / sum * Math.exp(SCALE * dot(a[i], b[j]));
        columns += number * w[i][j] / sum * Math.exp(SCALE * dot(a[j], b[i]));
      }
      double own = Math.exp(SCALE * dot(a[i], b[i]));
      loss -= (Math.log(own / (own + rows)) + Math.log(own / (own + columns))) / (2 * N);
    }
    return loss;
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += (double) one[d] * other[d];
    }
    return sum;
  }

  private NDArray gradient(NDArray at, UnaryOperator<NDArray> loss) {
    NDArray point = at.duplicate();
    point.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.apply(point));
    }
    return point.getGradient();
  }

  /** Against central differences with h = 0.01, as in {@link PairObjectivesTest}. */
  private void assertGradient(NDArray at, UnaryOperator<NDArray> loss) {
    float[] analytic = gradient(at, loss).toFloatArray();
    float[] values = at.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      float[] above = values.clone();
      float[] below = values.clone();
      above[i] += 0.01f;
      below[i] -= 0.01f;
      double difference =
          (double) loss.apply(manager.create(above, at.getShape())).getFloat()
              - loss.apply(manager.create(below, at.getShape())).getFloat();
      assertThat((double) analytic[i])
          .isEqualTo(difference / ((double) above[i] - below[i]), within(3e-4));
    }
  }

  private NDArray scale() {
    return manager.create(new float[] {SCALE});
  }

  private NDArray rows(long seed) {
    float[] flat = new float[N * D];
    float[][] values = values(seed);
    for (int i = 0; i < N; i++) {
      System.arraycopy(values[i], 0, flat, i * D, D);
    }
    return manager.create(flat, new Shape(N, D));
  }

  /** Rows of length one. */
  private static float[][] values(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] values = new float[N][D];
    for (float[] row : values) {
      double squares = 0;
      for (int d = 0; d < D; d++) {
        row[d] = (float) random.nextGaussian();
        squares += row[d] * row[d];
      }
      for (int d = 0; d < D; d++) {
        row[d] /= (float) Math.sqrt(squares);
      }
    }
    return values;
  }
}
