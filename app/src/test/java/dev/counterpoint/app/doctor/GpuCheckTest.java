package dev.counterpoint.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuCheckTest {

  @TempDir Path folder;

  @Test
  void withoutVariablesPyTorchComesFromMaven() {
    Finding path = finding("PYTORCH_LIBRARY_PATH", Map.of());
    assertThat(path.value()).isEqualTo("not set: PyTorch comes from Maven");
    assertThat(path.advice()).isEmpty();
  }

  @Test
  void aLibraryPathNeedsNoMore() throws IOException {
    Map<String, String> variables = Map.of("PYTORCH_LIBRARY_PATH", torch());
    for (String name : new String[] {"PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_FLAVOR"}) {
      assertThat(finding(name, variables).advice()).as(name).isEmpty();
    }
  }

  @Test
  void aLibraryPathThatIsNoFolderIsNamed() {
    Finding path =
        finding("PYTORCH_LIBRARY_PATH", Map.of("PYTORCH_LIBRARY_PATH", folder + "/none\0"));
    assertThat(path.value()).contains("in which there is no " + System.mapLibraryName("torch"));
    assertThat(path.advice()).contains("Unset it");
  }

  @Test
  void aWrongVersionVariableIsNamed() {
    assertThat(finding("PYTORCH_VERSION", Map.of("PYTORCH_VERSION", "2.5.1")).advice())
        .contains("Set it to 2.7.1 or unset it");
  }

  @Test
  void cudaNativesWithoutADriverTrainOnTheCpu() {
    Finding natives = finding("CUDA natives", Map.of("COUNTERPOINT_NATIVES", "cuda"));
    assertThat(natives.value()).contains("without a driver");
    assertThat(natives.advice()).contains("on the CPU");
  }

  private String torch() throws IOException {
    Path library = Files.createDirectories(folder.resolve("torch/lib"));
    Files.createFile(library.resolve(System.mapLibraryName("torch")));
    return library.toString();
  }

  private static Finding finding(String name, Map<String, String> variables) {
    Host host = new Host(variables, "Linux", Path.of("/nowhere"));
    return new GpuCheck(host)
        .gpu().findings().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}
