package dev.counterpoint.app.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {

  @Test
  void theCpuIsAlwaysThere() {
    assertThat(new DeviceChoice("cpu").resolve()).isEqualTo(Device.cpu());
  }

  @Test
  void withoutAGpuTheChoiceIsTheCpu() {
    assumeTrue(gpus() == 0, "this machine has a GPU");
    assertThat(new DeviceChoice("auto").resolve()).isEqualTo(Device.cpu());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "gpu:0", "gpu:1"})
  void aGpuThatIsNotThereIsAnErrorThatSaysWhatWasLookedFor(String device) {
    assumeTrue(gpus() == 0, "this machine has a GPU");
    assertThatThrownBy(() -> new DeviceChoice(device).resolve())
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("device " + device + " is not there: found 0 GPUs")
        .hasMessageContaining("libcudart")
        .hasMessageContaining("PYTORCH_LIBRARY_PATH is")
        .hasMessageContaining("PYTORCH_FLAVOR is")
        .hasMessageContaining("doctor")
        .hasMessageContaining("--device cpu");
  }

  @Test
  void aGpuBeyondTheLastIsNotThere() {
    assertThatThrownBy(() -> new DeviceChoice("gpu:999").resolve())
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("device gpu:999 is not there: found " + gpus() + " GPUs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GPU", "gpu:", "gpu:-1", "gpu:1000", "gpu1", "cuda", "cpu:0", " cpu"})
  void anotherFormIsAnErrorThatSaysWhichThereAre(String text) {
    assertThatThrownBy(() -> new DeviceChoice(text))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("device '" + text + "' is not known")
        .hasMessageContaining("Use auto, cpu, gpu, or gpu:1 for the second GPU.");
  }

  private static int gpus() {
    return Engine.getInstance().getGpuCount();
  }
}
