package dev.counterpoint.models.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientClipTest {

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
  void clippingShortensBothSignsByOneFactor() {
    Map<String, Parameter> parameters = TestParameters.create(manager);
    Map<String, float[]> gradients = TestParameters.setGradients(manager, parameters, 3);
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
      for (int i = 0; i < TestParameters.SIZE; i++) {
        negative |= clipped[i] < 0;
        assertThat(clipped[i]).isEqualTo(gradients.get(name)[i] / 4, within(1e-6f));
      }
    }
    assertThat(negative).isTrue();
  }

  @Test
  void atAndBelowTheBoundClippingChangesNotOneBit() {
    Map<String, Parameter> parameters = TestParameters.create(manager);
    Map<String, float[]> gradients = TestParameters.setGradients(manager, parameters, 3);
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
    Map<String, Parameter> parameters = TestParameters.create(manager);
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
}
