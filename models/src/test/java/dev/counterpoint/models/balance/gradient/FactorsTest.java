package dev.counterpoint.models.balance.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coefficients by their definitions, in plain Java. */
class FactorsTest {

  private static final float[][] CERTAINTIES = {
    {0.2f, 0.6f},
    {0.6f, 0.2f},
    {0.4f, 0.4f},
    {0.1f, 0.5f, 0.9f},
    {0.3f, 0.3f, 0.3f},
    {0, 0.5f},
    {0, 0},
    {1, 1},
    {0.7f}
  };

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private static double others(float[] values, int m) {
    if (values.length == 1) {
      return values[0];
    }
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += i == m ? 0 : values[i];
    }
    return sum / (values.length - 1);
  }

  private static double ratio(double one, double other) {
    return one == 0 && other == 0 ? 1 : Math.min(one / other, 1e30);
  }

  private static void check(NDArray found, double[] expected) {
    float[] values = found.toFloatArray();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      double tolerance = 1e-5 * Math.max(1, Math.abs(expected[i]));
      assertThat((double) values[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1, 5})
  void gradientModulationHoldsTheLeaderBack(double alpha) {
    for (float[] certainty : CERTAINTIES) {
      double[] expected = new double[certainty.length];
      for (int m = 0; m < expected.length; m++) {
        double ratio = ratio(certainty[m], others(certainty, m));
        expected[m] = ratio > 1 + 1e-7 ? 1 - Math.tanh(alpha * ratio) : 1;
      }
      check(GradientModulation.factors(manager.create(certainty), alpha), expected);
    }
  }

  @Test
  void equalModalitiesAreNotModulated() {
    for (int modalities = 1; modalities <= 6; modalities++) {
      for (float certainty : new float[] {0, 1e-38f, 0.1f, 0.33333334f, 0.7f, 1}) {
        NDArray equal = manager.full(new Shape(modalities), certainty);
        NDArray none = manager.ones(new Shape(modalities));
        assertThat(GradientModulation.factors(equal, 3)).isEqualTo(none);
        assertThat(MultiLossModulation.factors(equal, 3, 10)).isEqualTo(none);
        assertThat(AdaptiveModulation.factors(equal, equal, 3)).isEqualTo(none);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 10})
  void multiLossModulationWorksBothWays(double beta) {
    double alpha = 0.5;
    for (float[] certainty : CERTAINTIES) {
      double[] expected = new double[certainty.length];
      for (int m = 0; m < expected.length; m++) {
        double ratio = ratio(others(certainty, m), certainty[m]);
        double bend = Math.tanh(alpha * (ratio - 1));
        expected[m] = ratio > 1 ? 1 + (beta - 1) * bend : 1 + bend;
      }
      check(MultiLossModulation.factors(manager.create(certainty), alpha, beta), expected);
    }
  }

  @Test
  void adaptiveModulationComparesTheLeadWithTheUsualLead() {
    float[][] now = {{1, 2}, {2, 1}, {0.5f, 1, 3}, {18.4f, 0}};
    float[][] usual = {{0, 0}, {1.5f, 1.2f}, {1, 1, 1}, {0, 18.4f}};
    double alpha = 0.7;
    for (int i = 0; i < now.length; i++) {
      double[] expected = new double[now[i].length];
      for (int m = 0; m < expected.length; m++) {
        double lead = Math.exp(others(now[i], m) - now[i][m]);
        double usualLead = Math.exp(others(usual[i], m) - usual[i][m]);
        expected[m] = Math.exp(alpha * Math.min(usualLead - lead, 10));
      }
      check(
          AdaptiveModulation.factors(manager.create(now[i]), manager.create(usual[i]), alpha),
          expected);
    }
  }

  @Test
  void certaintyAndCrossEntropyAreOfTheTrueClass() {
    float[] scores = {0, 1, 2, -1, 0.5f, 3};
    NDArray one = manager.create(scores, new Shape(2, 3));
    NDArray sure = manager.create(new float[] {1e4f, 0, 0, 1e4f, 0, 0}, new Shape(2, 3));
    NDArray labels = manager.create(new long[] {2, 0});
    double p = Math.exp(2) / (1 + Math.E + Math.exp(2));
    double q = Math.exp(-1) / (Math.exp(-1) + Math.exp(0.5) + Math.exp(3));
    check(Scores.certainty(new NDList(one, sure), labels), new double[] {(p + q) / 2, 0.5});
    check(
        Scores.crossEntropy(new NDList(one, sure), labels, 18),
        new double[] {-(Math.log(p) + Math.log(q)) / 2, 9});
  }
}
