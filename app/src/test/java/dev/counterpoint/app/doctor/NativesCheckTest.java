package dev.counterpoint.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesCheckTest {

  @TempDir Path folder;

  @Test
  void theDefaultIsSaidWithItsReason() {
    List<Finding> findings = findings(Map.of());
    assertThat(findings.get(0).value()).startsWith("for the CPU, from Maven: the default");
    assertThat(findings).allMatch(finding -> finding.advice().isEmpty());
  }

  @Test
  void precisionFollowsTheVariable() {
    assertThat(last(Map.of()))
        .isEqualTo("matrix products and convolutions (--no-tf32 turns it off)");
    assertThat(last(Map.of("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "0")))
        .isEqualTo("convolutions; the environment has TORCH_ALLOW_TF32_CUBLAS_OVERRIDE=0");
    assertThat(last(Map.of("NVIDIA_TF32_OVERRIDE", "0"))).startsWith("off; the environment has");
  }

  @Test
  void aBuildWithoutTheProfileIsAFinding() {
    List<Finding> findings = findings(Map.of("COUNTERPOINT_NATIVES", "cuda"));
    assertThat(findings.get(0).value()).contains("COUNTERPOINT_NATIVES=cuda");
    if (!System.getProperty("java.class.path").contains("linux-x86_64-gpu")) {
      assertThat(findings.get(1).advice()).isNotEmpty();
    }
  }

  @Test
  void aWrongSettingIsAFinding() {
    assertThat(findings(Map.of("COUNTERPOINT_NATIVES", "x")).get(0).value())
        .contains("expected cpu or cuda");
  }

  @Test
  void anInstallationOfAnotherVersionIsRefused() throws IOException {
    Finding fit = fit("2.10.0+cu128");
    assertThat(fit.value()).isEqualTo("none: it is PyTorch 2.10.0+cu128, expected 2.7.1");
    assertThat(fit.advice()).contains("end the program at the first array");
    assertThat(fit("2.7.1+cu128").value()).isEqualTo("cpu, PyTorch 2.7.1+cu128");
  }

  @Test
  void eachLibraryThatAnInstallationLacksIsNamed() throws IOException {
    assertThat(own("2.7.1", Map.of("PYTORCH_FLAVOR", "cu128")))
        .extracting(Finding::value)
        .contains(
            System.mapLibraryName("c10") + ": missing",
            System.mapLibraryName("torch_cpu") + ": missing",
            System.mapLibraryName("torch_cuda") + ": missing")
        .doesNotContain(System.mapLibraryName("torch") + ": missing");
  }

  private Finding fit(String version) throws IOException {
    return own(version, Map.of()).stream()
        .filter(finding -> finding.name().startsWith("fit"))
        .findFirst()
        .orElseThrow();
  }

  private List<Finding> own(String version, Map<String, String> variables) throws IOException {
    Path library = Files.createDirectories(folder.resolve("torch/lib"));
    Files.writeString(folder.resolve("torch/version.py"), "__version__ = '" + version + "'");
    Files.writeString(library.resolve(System.mapLibraryName("torch")), "");
    Map<String, String> all = new HashMap<>(variables);
    all.put("PYTORCH_LIBRARY_PATH", library.toString());
    return findings(all);
  }

  private String last(Map<String, String> variables) {
    List<Finding> findings = findings(variables);
    return findings.get(findings.size() - 1).value();
  }

  private List<Finding> findings(Map<String, String> variables) {
    return new NativesCheck(new Host(variables, System.getProperty("os.name"), folder))
        .natives()
        .findings();
  }
}
