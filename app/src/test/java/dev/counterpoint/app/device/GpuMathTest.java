package dev.counterpoint.app.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.datasets.download.Host;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class GpuMathTest {

  private static final String PRODUCTS = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";
  private static final String ALL = "NVIDIA_TF32_OVERRIDE";
  private static final String AUTOTUNING = "ai.djl.pytorch.cudnn_benchmark";

  @Test
  void tf32IsTheDefaultAndCanBeTurnedOff() {
    assertThat(of(Map.of(), true)).isEqualTo(new GpuMath(true, true));
    assertThat(of(Map.of(), true).variables()).isEqualTo(Map.of(PRODUCTS, "1"));
    GpuMath without = of(Map.of(PRODUCTS, "1"), false);
    assertThat(without).isEqualTo(new GpuMath(false, false));
    assertThat(without.text()).isEqualTo(GpuMath.FULL);
    assertThat(without.variables()).isEqualTo(Map.of(PRODUCTS, "0", ALL, "0"));
  }

  @Test
  void whatTheEnvironmentForbidsStaysForbidden() {
    assertThat(of(Map.of(PRODUCTS, "0"), true).text()).isEqualTo("convolutions");
    assertThat(of(Map.of(ALL, "0"), true).text()).isEqualTo(GpuMath.FULL);
  }

  @Test
  void aCpuIsToldNothing() {
    // Tests of commands with --device gpu may have run in this process before.
    String before = System.clearProperty(AUTOTUNING);
    try {
      of(Map.of(), true).use(new DeviceChoice("cpu"), true);
      assertThat(GpuMath.used()).isEmpty();
      assertThat(System.getProperty(AUTOTUNING)).isNull();
    } finally {
      if (before != null) {
        System.setProperty(AUTOTUNING, before);
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void librariesSeeAVariableThatJavaDoesNot() {
    String name = "COUNTERPOINT_TEST_OF_VARIABLES";
    assertThat(ProcessVariables.get(name)).isNull();
    assertThat(ProcessVariables.set(name, "seen")).isTrue();
    assertThat(ProcessVariables.get(name)).isEqualTo("seen");
    assertThat(System.getenv(name)).isNull();
  }

  /** In a process of its own: what is set stays set. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsSetForAGpuIsSeenByLibrariesAndRecorded() throws Exception {
    Process process = ChildProcess.start(GpuMathTest.class);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said.lines())
        .containsExactly(
            "1 null {tf32=matrix products and convolutions, cudnnAutotuning=on}",
            "0 0 {tf32=off, cudnnAutotuning=on}",
            "{}");
  }

  /** The program of the test above; sets nothing that an engine reads, for none is loaded. */
  public static void main(String[] arguments) {
    DeviceChoice gpu = new DeviceChoice("gpu");
    of(Map.of(), true).use(gpu, true);
    say();
    of(Map.of(), false).use(gpu, true);
    say();
    of(Map.of(), true).use(new DeviceChoice("cpu"), true);
    System.out.println(GpuMath.used());
  }

  private static void say() {
    System.out.printf(
        "%s %s %s%n", ProcessVariables.get(PRODUCTS), ProcessVariables.get(ALL), GpuMath.used());
  }

  private static GpuMath of(Map<String, String> variables, boolean wanted) {
    return GpuMath.of(new Host(variables, "Linux", Path.of("home")), wanted);
  }
}
