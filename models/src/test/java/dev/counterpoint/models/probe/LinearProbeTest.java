package dev.counterpoint.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinearProbeTest {

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
  void twoClassesOnOneFeatureReachTheHandSolvedOptimum() {
    // Ten examples at 7 and ten at 3, that is +1 and -1; nine of each ten have the side's class.
    // With logit difference v the optimum is 20 (sigmoid(v) - 0.9) + v / (2 C) = 0, so that
    // C = ln 3 / 6 has the optimum v = ln 3, where sigmoid(v) = 0.75.
    float[] x = new float[20];
    byte[] y = new byte[20];
    for (int i = 0; i < 20; i++) {
      x[i] = i < 10 ? 7 : 3;
      y[i] = (byte) (i < 9 || i == 19 ? 1 : 0);
    }
    LinearClassifier probe =
        LinearProbe.fit(new FeatureMatrix(x, 20, 1), y, 2, Math.log(3) / 6, manager);

    assertThat(probe.fit().converged()).isTrue();
    assertThat(probe.weights()[0]).isEqualTo((float) (-Math.log(3) / 2), within(1e-4f));
    assertThat(probe.weights()[1]).isEqualTo((float) (Math.log(3) / 2), within(1e-4f));
    assertThat(probe.bias()[0]).isEqualTo(0, within(1e-5f));
    float[] scores = probe.scores(new FeatureMatrix(new float[] {7, 5}, 2, 1));
    assertThat(scores[1] - scores[0]).isEqualTo((float) Math.log(3), within(2e-4f));
    assertThat(scores[3] - scores[2]).isEqualTo(0, within(1e-5f));
  }

  @Test
  void theFreeBiasTakesUpTheBaseRates() {
    // A constant feature tells nothing: what is left are the logarithms of the base rates.
    byte[] y = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2};
    float[] x = new float[10];
    Arrays.fill(x, 3.7f);
    float[] scores =
        LinearProbe.fit(new FeatureMatrix(x, 10, 1), y, 3, 1, manager)
            .scores(new FeatureMatrix(new float[] {3.7f}, 1, 1));
    assertThat(scores[0] - scores[2]).isEqualTo((float) Math.log(6), within(1e-3f));
    assertThat(scores[1] - scores[2]).isEqualTo((float) Math.log(3), within(1e-3f));
  }

  @Test
  void theGradientIsThatOfTheValue() {
    Blobs blobs = Blobs.draw(3, 60, 5, 4, 1.0);
    try (SoftmaxRegression function = function(blobs, 0.3)) {
      SplittableRandom random = new SplittableRandom(4);
      double[] point = random.doubles(function.size(), -1, 1).toArray();
      double[] gradient = new double[point.length];
      double[] unused = new double[point.length];
      function.evaluate(point, gradient);
      for (int k = 0; k < point.length; k++) {
        double h = 1e-2; // floats in the logits leave noise of 1e-8: too much for a smaller one
        double[] moved = point.clone();
        moved[k] += h;
        double above = function.evaluate(moved, unused);
        moved[k] -= 2 * h;
        double below = function.evaluate(moved, unused);
        assertThat(gradient[k]).isEqualTo((above - below) / (2 * h), within(1e-5));
      }
    }
  }

  @Test
  void theOptimumDoesNotDependOnTheStart() {
    Blobs blobs = Blobs.draw(5, 300, 6, 3, 1.0);
    try (SoftmaxRegression function = function(blobs, 1)) {
      double[] far = new SplittableRandom(6).doubles(function.size(), -5, 5).toArray();
      Lbfgs.Result one = Lbfgs.minimize(function, new double[function.size()], 3e-6, 500);
      Lbfgs.Result two = Lbfgs.minimize(function, far, 3e-6, 500);
      assertThat(one.converged()).isTrue();
      assertThat(two.converged()).isTrue();
      assertThat(two.value()).isEqualTo(one.value(), within(1e-7));
      for (int k = 0; k < 6 * 3; k++) {
        assertThat(two.point()[k]).isEqualTo(one.point()[k], within(1e-3));
      }
    }
  }

  @Test
  void unitsOfTheFeaturesDoNotMatter() {
    Blobs blobs = Blobs.draw(7, 400, 4, 3, 1.0);
    float[] scaled = blobs.features.values().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (scaled[i] * Math.pow(100, i % 4 - 2)) + i % 4;
    }
    FeatureMatrix other = new FeatureMatrix(scaled, 400, 4);
    float[] first =
        LinearProbe.fit(blobs.features, blobs.labels, 3, 1, manager).scores(blobs.features);
    float[] second = LinearProbe.fit(other, blobs.labels, 3, 1, manager).scores(other);
    for (int i = 0; i < first.length; i++) {
      assertThat(second[i]).isEqualTo(first[i], within(2e-2f));
    }
  }

  @Test
  void oneCIsTheSamePriorAtAnyNumberOfExamples() {
    Blobs blobs = Blobs.draw(8, 100, 3, 3, 1.0);
    int[] twice = new int[200];
    Arrays.setAll(twice, i -> i % 100);
    LinearClassifier once = LinearProbe.fit(blobs.features, blobs.labels, 3, 0.2, manager);
    LinearClassifier doubled =
        LinearProbe.fit(
            blobs.features.select(twice), Labels.select(blobs.labels, twice), 3, 0.1, manager);
    float[] expected = once.weights();
    for (int k = 0; k < expected.length; k++) {
      assertThat(doubled.weights()[k]).isEqualTo(expected[k], within(1e-3f));
    }
  }

  @Test
  void separableAndDependentFeaturesStayFinite() {
    Blobs blobs = Blobs.draw(9, 200, 3, 3, 0.01);
    float[] repeated = new float[200 * 7]; // each feature twice, and a constant one
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 6; j++) {
        repeated[i * 7 + j] = blobs.features.at(i, j % 3);
      }
      repeated[i * 7 + 6] = 1;
    }
    FeatureMatrix features = new FeatureMatrix(repeated, 200, 7);
    LinearClassifier probe = LinearProbe.fit(features, blobs.labels, 3, 100, manager);

    assertThat(probe.fit().converged()).isTrue();
    assertThat(Confusion.of(blobs.labels, probe.predict(features), 3).accuracy()).isEqualTo(1);
    for (float weight : probe.weights()) {
      assertThat(weight).isFinite();
      assertThat(Math.abs(weight)).isLessThan(100);
    }
  }

  @Test
  void aClassWithoutExamplesIsNeverPredicted() {
    Blobs blobs = Blobs.draw(13, 60, 2, 2, 1.0);
    LinearClassifier probe = LinearProbe.fit(blobs.features, blobs.labels, 3, 1, manager);
    assertThat(probe.fit().converged()).isTrue();
    assertThat(probe.predict(blobs.features)).doesNotContain(2);
    for (float score : probe.scores(blobs.features)) {
      assertThat(score).isFinite();
    }
    LinearClassifier one = LinearProbe.fit(blobs.features, new byte[60], 2, 1, manager);
    assertThat(one.fit().converged()).isTrue();
    assertThat(one.predict(blobs.features)).containsOnly(0);
  }

  @Test
  void tiesGoToTheStrongerRegularisation() {
    Blobs blobs = Blobs.draw(10, 300, 3, 3, 0.01);
    LinearProbe.Selection selection =
        LinearProbe.select(blobs.features, blobs.labels, 3, RandomAddress.seed(1), manager);
    assertThat(selection.candidates()).hasSize(7);
    assertThat(selection.heldOut()).isEqualTo(100);
    double[] perfect =
        selection.candidates().stream()
            .filter(candidate -> candidate.heldOutAccuracy() == 1)
            .mapToDouble(candidate -> candidate.fit().c())
            .toArray();
    assertThat(perfect).hasSizeGreaterThan(3);
    assertThat(selection.c()).isEqualTo(perfect[0]);
  }

  @Test
  void manyUselessFeaturesAreRegularisedAndTheChoiceIsRepeatable() {
    Blobs blobs = Blobs.draw(11, 120, 60, 2, 4.0);
    LinearProbe.Selection selection =
        LinearProbe.select(blobs.features, blobs.labels, 2, RandomAddress.seed(2), manager);
    LinearProbe.Selection again =
        LinearProbe.select(blobs.features, blobs.labels, 2, RandomAddress.seed(2), manager);
    double best =
        selection.candidates().stream().mapToDouble(c -> c.heldOutAccuracy()).max().orElseThrow();
    LinearProbe.Candidate chosen =
        selection.candidates().stream()
            .filter(c -> c.fit().c() == selection.c())
            .findFirst()
            .orElseThrow();
    assertThat(chosen.heldOutAccuracy()).isEqualTo(best);
    assertThat(selection.candidates()).allMatch(c -> c.fit().converged());
    assertThat(again.candidates()).isEqualTo(selection.candidates());
    assertThat(again.classifier().weights()).isEqualTo(selection.classifier().weights());
  }

  @Test
  void nothingStaysOnTheManager() {
    Blobs blobs = Blobs.draw(12, 100, 3, 3, 1.0);
    int before = manager.getManagedArrays().size();
    LinearProbe.select(blobs.features, blobs.labels, 3, RandomAddress.seed(3), manager)
        .classifier()
        .predict(blobs.features);
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  @Test
  void wrongInputIsNamed() {
    FeatureMatrix features = new FeatureMatrix(new float[] {1, 2, 3, 4}, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearProbe.fit(features, new byte[3], 2, 1, manager))
        .withMessageContaining("3 labels for 2 examples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearProbe.fit(features, new byte[] {0, 2}, 2, 1, manager))
        .withMessageContaining("label 2 of example 1 is not in 0 .. 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinearProbe.fit(features, new byte[] {0, 1}, 2, 0, manager))
        .withMessageContaining("C must be above 0");
    LinearClassifier probe = LinearProbe.fit(features, new byte[] {0, 1}, 2, 1, manager);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.predict(new FeatureMatrix(new float[3], 1, 3)))
        .withMessageContaining("this probe has 2 features, these examples have 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeatureMatrix(new float[3], 2, 2))
        .withMessageContaining("3 values are not 2 rows of 2 features");
    assertThatThrownBy(() -> new FeatureMatrix(new float[] {0, 1, 2, Float.NaN}, 2, 2))
        .isInstanceOf(NonFiniteFeaturesException.class)
        .hasMessageContaining("feature 1 of example 1 is NaN");
  }

  private SoftmaxRegression function(Blobs blobs, double c) {
    SoftmaxRegression function =
        new SoftmaxRegression(
            blobs.features,
            blobs.labels,
            blobs.classes,
            Standardization.of(blobs.features),
            manager);
    function.prepare(c, new double[function.size()]);
    return function;
  }
}
