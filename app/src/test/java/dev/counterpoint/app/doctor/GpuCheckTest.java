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
  void anotherPyTorchThanTheJniLibraryFitsIsNamed() throws IOException {
    Finding path =
        finding("PYTORCH_LIBRARY_PATH", Map.of("PYTORCH_LIBRARY_PATH", torch("2.10.0+cu128")));
    assertThat(path.value()).contains("which is PyTorch 2.10.0+cu128");
    assertThat(path.advice()).contains("needs PyTorch 2.7.1");
  }

  @Test
  void theRightPyTorchIsFine() throws IOException {
    Map<String, String> variables =
        Map.of(
            "PYTORCH_LIBRARY_PATH",
            torch("2.7.1+cu128"),
            "PYTORCH_VERSION",
            "2.7.1",
            "PYTORCH_FLAVOR",
            "cu128");
    for (String name : variables.keySet()) {
      assertThat(finding(name, variables).advice()).as(name).isEmpty();
    }
  }

  @Test
  void aLibraryPathNeedsVersionAndFlavour() throws IOException {
    Map<String, String> variables = Map.of("PYTORCH_LIBRARY_PATH", torch("2.7.1+cu128"));
    assertThat(finding("PYTORCH_VERSION", variables).advice()).contains("Set it to 2.7.1");
    assertThat(finding("PYTORCH_FLAVOR", variables).advice()).contains("Set it to cu128");
  }

  @Test
  void aLibraryPathThatIsNoFolderIsNamed() {
    Finding path =
        finding("PYTORCH_LIBRARY_PATH", Map.of("PYTORCH_LIBRARY_PATH", folder + "/none\0"));
    assertThat(path.value()).contains("which is no folder");
    assertThat(path.advice()).contains("Unset it");
  }

  @Test
  void aWrongVersionVariableIsNamed() {
    assertThat(finding("PYTORCH_VERSION", Map.of("PYTORCH_VERSION", "2.5.1")).advice())
        .contains("Set it to 2.7.1 or unset it");
  }

  private String torch(String version) throws IOException {
    Path library = Files.createDirectories(folder.resolve("torch/lib"));
    Files.writeString(folder.resolve("torch/version.py"), "__version__ = '" + version + "'\n");
    return library.toString();
  }

  private static Finding finding(String name, Map<String, String> variables) {
    Host host = new Host(variables, "Linux", Path.of("/nowhere"));
    return new GpuCheck(host)
        .gpu().findings().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}
