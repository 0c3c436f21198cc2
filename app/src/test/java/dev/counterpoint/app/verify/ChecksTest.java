package dev.counterpoint.app.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.verify.CheckResult.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the checks can fail. */
class ChecksTest {

  @Test
  void gradientsDifferByTheShareOfTheirNorm() {
    Map<String, float[]> expected = Map.of("a", new float[] {3, 0}, "b", new float[] {4});
    Map<String, float[]> found = Map.of("a", new float[] {3, 0.5f}, "b", new float[] {4});
    assertThat(GradientCheck.relative(expected, expected)).isZero();
    assertThat(GradientCheck.relative(expected, found)).isCloseTo(0.1, within(1e-6));
    Map<String, float[]> none = Map.of("a", new float[2]);
    assertThat(GradientCheck.relative(none, none)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLIP", "SimCLR", "supervised", "MCR"})
  void everyStepGivesEveryBlockAGradient(String method) {
    Map<String, float[]> gradients = GradientCheck.gradients(method, Device.cpu());
    Map<String, Double> norms = new LinkedHashMap<>();
    gradients.forEach(
        (name, values) -> {
          double sum = 0;
          for (float value : values) {
            sum += Math.abs(value);
          }
          norms.merge(name.substring(0, name.indexOf('/')), sum, Double::sum);
        });
    assertThat(norms).isNotEmpty().allSatisfy((name, sum) -> assertThat(sum).isPositive());
  }

  @Test
  void lossCurvesDifferByTheirWorstLine() {
    List<Double> expected = List.of(2.0, 1.0);
    assertThat(TrainingChecks.largest(expected, List.of(2.0, 1.25))).isEqualTo(0.25);
    assertThat(TrainingChecks.largest(expected, List.of(2.0))).isInfinite();
    assertThat(TrainingChecks.largest(expected, List.of(Double.NaN, 1.0))).isNaN();
  }

  @Test
  void aDeviceThatIsNotThereFailsEveryCheckAndEndsNothing() {
    assumeTrue(CudaUtils.getGpuCount() == 0, "there is a GPU");
    List<CheckResult> results =
        new Verification(new DeviceChoice("gpu"), 1, 0.1, false, text -> {}).run();
    assertThat(results).hasSize(12).extracting(CheckResult::verdict).containsOnly(Verdict.FAILED);
    assertThat(results.get(0).measured()).contains("device gpu is not there: found 0 GPUs");
  }
}
