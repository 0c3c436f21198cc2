package dev.counterpoint.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.TinyRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunManifestTest {

  @TempDir Path folder;

  @Test
  void aRunOnACpuSaysNothingOfGpusAsOldManifestsDo() throws IOException {
    Path file = folder.resolve("run.json");
    RunManifest manifest = RunManifest.begin(3, TinyRuns.digits(), "cpu", 2);
    manifest.write(file);
    assertThat(Files.readString(file)).doesNotContain("gpu");
    assertThat(RunManifest.read(file)).isEqualTo(manifest);
    assertThat(RunManifest.read(file).gpu()).isEmpty();
  }

  @Test
  void howAGpuComputedIsKept() {
    Path file = folder.resolve("run.json");
    Map<String, String> gpu = Map.of("tf32", "off", "cudnnAutotuning", "on");
    RunManifest manifest =
        new RunManifest(
            1, "digits", "made", Map.of(), "gpu:1", 1, gpu, Map.of(), "now", "running", 0);
    manifest.ended("complete", 2).write(file);
    assertThat(RunManifest.read(file).gpu()).isEqualTo(gpu);
  }
}
