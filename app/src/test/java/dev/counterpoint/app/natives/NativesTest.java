package dev.counterpoint.app.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.natives.NativesChoice.Kind;
import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {

  private static final Map<String, String> CUDA = Map.of("COUNTERPOINT_NATIVES", "cuda");

  @TempDir Path folder;

  @Test
  void thoseForTheCpuAreTheDefault() {
    NativesChoice choice = NativesChoice.of(host("Linux", Map.of()));
    assertThat(choice.kind()).isEqualTo(Kind.CPU);
    assertThat(choice.why()).contains("the default");
  }

  @Test
  void theVariableChooses() {
    assertThat(NativesChoice.of(host("Linux", CUDA)).kind()).isEqualTo(Kind.CUDA);
    assertThat(NativesChoice.of(host("Linux", Map.of("COUNTERPOINT_NATIVES", "cpu"))).kind())
        .isEqualTo(Kind.CPU);
    assertThatThrownBy(
            () -> NativesChoice.of(host("Linux", Map.of("COUNTERPOINT_NATIVES", "rocm"))))
        .isInstanceOf(NativesException.WrongSetting.class)
        .hasMessageContaining("expected cpu or cuda, found 'rocm'");
  }

  @Test
  void anInstallationOfOnesOwnGoesFirst() {
    Map<String, String> both = new HashMap<>(CUDA);
    both.put("PYTORCH_LIBRARY_PATH", "/opt/torch/lib");
    NativesChoice choice = NativesChoice.of(host("Linux", both));
    assertThat(choice.kind()).isEqualTo(Kind.OWN);
    assertThat(choice.why()).contains("goes before COUNTERPOINT_NATIVES=cuda");
  }

  @Test
  void aBuildWithoutTheProfileNamesTheCommand() {
    assertThatThrownBy(() -> natives("Linux", "amd64", "a.jar:b.jar").unpacked(text -> {}))
        .isInstanceOf(NativesException.NotBuilt.class)
        .hasMessageContaining("openblas-*-linux-x86_64.jar is not on the class path")
        .hasMessageContaining("./counterpoint --cuda")
        .hasMessageContaining("mvn -Pcuda package");
  }

  @Test
  void aJarThatHasGoneIsNamed() throws IOException {
    String classPath = FakeJars.write(folder.resolve("jars"));
    Path jar = folder.resolve("jars/cuda-redist-1.2.3-linux-x86_64.jar");
    Files.delete(jar);
    assertThatThrownBy(() -> natives("Linux", "amd64", classPath).unpacked(text -> {}))
        .isInstanceOf(NativesException.NotBuilt.class)
        .hasMessageContaining(jar.toString())
        .hasMessageContaining("fetches it again");
  }

  @Test
  void otherSystemsAreRefused() {
    for (String[] machine :
        new String[][] {{"Windows 11", "amd64"}, {"Mac OS X", "aarch64"}, {"Linux", "aarch64"}}) {
      assertThatThrownBy(() -> natives(machine[0], machine[1], "").unpacked(text -> {}))
          .isInstanceOf(NativesException.NotSupported.class)
          .hasMessageContaining("this machine is %s on %s".formatted(machine[0], machine[1]));
    }
  }

  @Test
  void aVariableThatWouldGoBeforeOursIsRefused() throws IOException {
    String classPath = FakeJars.write(folder.resolve("jars"));
    Map<String, String> variables = new HashMap<>(CUDA);
    variables.put("PYTORCH_FLAVOR", "cpu");
    assertThatThrownBy(
            () -> new Natives(host("Linux", variables), "amd64", classPath).unpacked(text -> {}))
        .isInstanceOf(NativesException.WrongSetting.class)
        .hasMessageContaining("PYTORCH_FLAVOR=cpu")
        .hasMessageContaining("Unset PYTORCH_FLAVOR");
  }

  @Test
  void librariesGoToTheCacheOfTheUser() throws IOException {
    String classPath = FakeJars.write(folder.resolve("jars"));
    Natives natives = natives("Linux", "amd64", classPath);
    assertThat(natives.damage()).hasSize(32).contains("libtorch_cuda.so: missing");
    Path unpacked = natives.unpacked(text -> {});
    assertThat(unpacked).isEqualTo(natives.folder()).hasParent(folder.resolve("cache/natives"));
    assertThat(natives.damage()).isEmpty();
  }

  private Natives natives(String system, String arch, String classPath) {
    return new Natives(host(system, CUDA), arch, classPath);
  }

  private Host host(String system, Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("COUNTERPOINT_CACHE", folder.resolve("cache").toString());
    return new Host(all, system, folder);
  }
}
