package dev.counterpoint.models.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class JensenShannonTest {

  private static double between(float[] first, float[] second) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Shape shape = new Shape(1, 1, first.length);
      return JensenShannon.mean(
              manager.create(first, shape),
              manager.create(second, new Shape(1, second.length)),
              null)
          .getFloat();
    }
  }

  @Test
  void knownValues() {
    assertThat(between(new float[] {1, 2, 3}, new float[] {1, 2, 3})).isCloseTo(0, within(1e-7));
    // Shifts of scores change no probability.
    assertThat(between(new float[] {1, 2, 3}, new float[] {11, 12, 13})).isCloseTo(0, within(1e-6));
    // Of distributions with nothing in common it is ln 2.
    assertThat(between(new float[] {200, 0}, new float[] {0, 200}))
        .isCloseTo(Math.log(2), within(1e-6));
    // p = (3/4, 1/4), q = (1/4, 3/4), m = (1/2, 1/2): ln 2 minus the entropy of p.
    double expected = Math.log(2) + 0.75 * Math.log(0.75) + 0.25 * Math.log(0.25);
    float three = (float) Math.log(3);
    assertThat(between(new float[] {three, 0}, new float[] {0, three}))
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void isFiniteWithItsGradientWhereProbabilitiesVanish() {
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] scores = {1e4f, 0, -1e4f, 0, 1e4f, -1e4f, 500, 499, -500};
      NDArray first = manager.create(scores, new Shape(1, 3, 3));
      NDArray second = manager.zeros(new Shape(3, 3));
      first.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray mean = JensenShannon.mean(first, second, null);
        collector.backward(mean);
        assertThat(mean.getFloat()).isBetween(0f, (float) Math.log(2));
      }
      for (float value : first.getGradient().toFloatArray()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void isZeroWhereNoRowCounts() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray first = manager.create(new float[] {3, 0, 0, 3}, new Shape(2, 1, 2));
      NDArray second = manager.create(new float[] {0, 3}, new Shape(1, 2));
      NDArray none = manager.zeros(new Shape(2, 1));
      assertThat(JensenShannon.mean(first, second, none).getFloat()).isZero();
      NDArray one = manager.create(new float[] {0, 1}, new Shape(2, 1));
      assertThat(JensenShannon.mean(first, second, one).getFloat()).isCloseTo(0, within(1e-6f));
    }
  }
}
