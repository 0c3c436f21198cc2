package dev.counterpoint.models.latentquality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.NonFiniteFeaturesException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Latents whose best head is known. */
class LatentQualityTest {

  private static final int CLASSES = 4;
  private static final int WIDTH = 6;
  private static final RandomAddress SEED = RandomAddress.seed(11);

  private static LatentQuality quality(double signal) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return LatentQuality.of(
          drawn("pool", 4_000, signal),
          drawn("validation", 1_000, signal),
          drawn("test", 4_000, signal),
          CLASSES,
          manager);
    }
  }

  /** Normal noise, with {@code signal} at the place of the label. */
  private static LabeledLatents drawn(String part, int rows, double signal) {
    SplittableRandom random = SEED.purpose(part).stream();
    float[] values = new float[rows * WIDTH];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(CLASSES);
      for (int k = 0; k < WIDTH; k++) {
        values[i * WIDTH + k] = (float) (random.nextGaussian() + (k == labels[i] ? signal : 0));
      }
    }
    return new LabeledLatents(new FeatureMatrix(values, rows, WIDTH), labels);
  }

  @Test
  void aLatentThatDeterminesTheLabelHasNothingToLose() {
    LatentQuality known = quality(20);
    assertThat(known.eta(0)).isBetween(0.0, 0.01);
    assertThat(known.error().mean()).isZero();
  }

  @Test
  void aLatentOfNoiseLosesTheEntropyOfTheLabel() {
    LatentQuality noise = quality(0);
    double best = 0.3;
    assertThat(noise.eta(best)).isCloseTo(Math.log(CLASSES) - best, within(0.02));
    assertThat(noise.error().mean()).isCloseTo(0.75, within(0.03));
  }

  /** Equal covariances: the posterior is a softmax of linear scores, so Bayes' risk is reached. */
  @Test
  void aNormalMixtureReachesItsBayesRisk() {
    double signal = 2;
    LatentQuality some = quality(signal);
    LabeledLatents test = drawn("test", 4_000, signal);
    double[] bayes = new double[test.size()];
    for (int i = 0; i < bayes.length; i++) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += Math.exp(signal * test.latents().at(i, k));
      }
      bayes[i] = Math.log(sum) - signal * test.latents().at(i, test.labels()[i]);
    }
    ExampleLosses lost = some.risk().less(new ExampleLosses(bayes));
    assertThat(lost.mean()).isCloseTo(0, within(4 * lost.standardError() + 0.005));
    assertThat(some.gap(quality(0)).mean()).isNegative();
    assertThat(some.gap(some).standardError()).isZero();
  }

  @Test
  void modalitiesStandSideBySide() {
    FeatureMatrix one = new FeatureMatrix(new float[] {1, 2, 3, 4}, 2, 2);
    FeatureMatrix other = new FeatureMatrix(new float[] {5, 6}, 2, 1);
    LabeledLatents both = LabeledLatents.of(List.of(one, other), new int[] {0, 1});
    assertThat(both.latents().values()).containsExactly(1, 2, 5, 3, 4, 6);
    assertThat(both.first(1).latents().values()).containsExactly(1, 2, 5);
  }

  @Test
  void lossesHaveMeanAndStandardError() {
    ExampleLosses losses = new ExampleLosses(new double[] {1, 2, 3, 6});
    assertThat(losses.mean()).isEqualTo(3);
    assertThat(losses.standardError()).isCloseTo(Math.sqrt(14.0 / 3 / 4), within(1e-12));
    assertThat(losses.clipped(2).values()).containsExactly(1, 2, 2, 2);
    assertThatThrownBy(() -> losses.less(new ExampleLosses(new double[] {1})))
        .hasMessageContaining("found 4 and 1");
  }

  @Test
  void badExamplesAreNamed() {
    LabeledLatents few = drawn("pool", 3, 1);
    assertThatThrownBy(() -> LatentQuality.of(few, few, few, CLASSES, null))
        .isInstanceOf(LatentQualityException.class)
        .hasMessageContaining("3 training examples for 4 classes");
    LabeledLatents some = drawn("pool", 8, 1);
    LabeledLatents one = new LabeledLatents(some.latents(), new int[8]);
    assertThatThrownBy(() -> LatentQuality.of(one, one, one, CLASSES, null))
        .hasMessageContaining("all 8 training examples are of class 0");
    assertThatThrownBy(() -> LatentQuality.of(one, one, one, 1, null))
        .hasMessageContaining("1 classes: expected 2 to 127");
    assertThatThrownBy(() -> LatentQuality.of(some, some, some.first(0), CLASSES, null))
        .hasMessageContaining("no test examples");
    assertThatThrownBy(() -> LabeledLatents.of(List.of(), new int[2]))
        .hasMessageContaining("a subset of no modality");
    assertThatThrownBy(() -> new LabeledLatents(some.latents(), new int[7]))
        .hasMessageContaining("expected latents of 7 examples");
    float[] values = some.latents().values().clone();
    values[WIDTH + 2] = Float.NaN;
    assertThatThrownBy(() -> new FeatureMatrix(values, 8, WIDTH))
        .isInstanceOf(NonFiniteFeaturesException.class)
        .hasMessageContaining("feature 2 of example 1");
  }

  @Test
  void theTermsOfTheTheoremAreItsClosedForms() {
    RiskBound bound = RiskBound.of(0.5, -1, 3, 2, 100, 0.05);
    assertThat(bound.excess()).isZero();
    assertThat(bound.centre()).isCloseTo(0.8, within(1e-12));
    assertThat(bound.deviation()).isCloseTo(4 * Math.sqrt(2 * Math.log(40) / 100), within(1e-12));
    assertThat(bound.value()).isCloseTo(bound.known() + 3, within(1e-12));
    double[][] inputs = {{3, 4}, {0, 0}};
    assertThat(RiskBound.linearComplexity(inputs, 2, 1)).isCloseTo(5, within(1e-12));
    assertThatThrownBy(() -> RiskBound.of(0, 0, 0, 0, 1, 0.05)).hasMessageContaining("C must be");
    assertThatThrownBy(() -> RiskBound.of(0, 0, 0, 1, 0, 0.05)).hasMessageContaining("1 example");
    assertThatThrownBy(() -> RiskBound.of(0, 0, 0, 1, 1, 1)).hasMessageContaining("delta");
  }

  /** The supremum over the ball is the norm of the signed sum; its mean must be below the bound. */
  @Test
  void theComplexityOfLinearMapsIsBelowItsBound() {
    SplittableRandom random = SEED.purpose("signs").stream();
    double[][] inputs = new double[20][3];
    for (double[] row : inputs) {
      Arrays.setAll(row, k -> random.nextGaussian());
    }
    int draws = 2_000;
    double sum = 0;
    for (int d = 0; d < draws; d++) {
      double[][] signed = new double[2][3];
      for (double[] row : inputs) {
        for (double[] output : signed) {
          double sign = random.nextBoolean() ? 1 : -1;
          for (int k = 0; k < row.length; k++) {
            output[k] += sign * row[k];
          }
        }
      }
      sum += Math.sqrt(Matrices.squares(signed)) / inputs.length / draws;
    }
    double bound = RiskBound.linearComplexity(inputs, 1, 2);
    assertThat(bound).isBetween(sum, 1.2 * sum);
  }
}
