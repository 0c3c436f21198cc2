package dev.counterpoint.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTest {

  @TempDir Path root;

  @Test
  void eachGpuIsNamedWithItsMemory() {
    Driver driver =
        new Driver(
            Optional.of(
                "NVIDIA A100-SXM4-40GB, 570.86.15, 40960 MiB, 40442 MiB\n"
                    + "NVIDIA T4, 570.86.15, 15360 MiB, 15095 MiB"),
            root);
    assertThat(driver.present()).isTrue();
    assertThat(driver.findings())
        .extracting(Finding::value)
        .containsExactly(
            "NVIDIA A100-SXM4-40GB, driver 570.86.15, 40960 MiB, 40442 MiB of it free",
            "NVIDIA T4, driver 570.86.15, 15360 MiB, 15095 MiB of it free");
  }

  @Test
  void withoutAnythingTrainingRunsOnTheCpu() {
    Driver driver = new Driver(Optional.empty(), root);
    assertThat(driver.present()).isFalse();
    assertThat(driver.findings()).hasSize(1);
    assertThat(driver.findings().get(0).advice()).contains("Training runs on the CPU");
  }

  @Test
  void aContainerWithoutAccessIsRecognised() throws IOException {
    Path version = root.resolve("proc/driver/nvidia/version");
    Files.createDirectories(version.getParent());
    Files.writeString(version, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.15\nGCC");
    Driver driver = new Driver(Optional.empty(), root);
    assertThat(driver.present()).isTrue();
    Finding found = driver.findings().get(0);
    assertThat(found.value()).contains("Kernel Module  570.86.15; no libcuda.so.1");
    assertThat(found.advice()).contains("--gpus all");

    Path library = root.resolve("usr/lib64/libcuda.so.1");
    Files.createDirectories(library.getParent());
    Files.createFile(library);
    assertThat(driver.findings().get(0).value()).contains(library.toString());
  }
}
