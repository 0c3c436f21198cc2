package dev.counterpoint.app.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import dev.counterpoint.datasets.download.Host;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnTorchTest {

  @TempDir Path folder;

  @Test
  void theVersionOfPipIsRead() throws IOException {
    OwnTorch torch = torch("__version__ = '2.7.1+cu128'\n");
    assertThat(torch.version()).contains("2.7.1+cu128");
    assertThat(torch.misfit("cpu")).isEmpty();
  }

  @Test
  void anotherVersionDoesNotFit() throws IOException {
    assertThat(torch("__version__ = '2.10.0+cu128'\n").misfit("cpu"))
        .contains("it is PyTorch 2.10.0+cu128, expected 2.7.1");
    assertThat(torch("__version__ = '2.7.10'\n").misfit("cpu")).isPresent();
  }

  @Test
  void anotherVersionIsRefusedBeforeTheEngineLoads() throws IOException {
    Path library = torch("__version__ = '2.10.0+cu128'\n").folder();
    Host host =
        new Host(Map.of("PYTORCH_LIBRARY_PATH", library.toString()), "Linux", Path.of("/nowhere"));
    assertThatThrownBy(() -> new Natives(host).prepare(text -> {}))
        .isInstanceOf(NativesException.WrongTorch.class)
        .hasMessageContaining(library + ": DJL's JNI library does not fit")
        .hasMessageContaining("it is PyTorch 2.10.0+cu128, expected 2.7.1")
        .hasMessageContaining("Unset PYTORCH_LIBRARY_PATH");
    assertThat(System.getProperty("PYTORCH_LIBRARY_PATH")).isNull();
  }

  @Test
  void aCudaPartMakesTheFlavour() throws IOException {
    OwnTorch torch = torch("__version__ = '2.7.1'\n");
    assertThat(torch.flavor()).isEqualTo("cpu");
    Files.createFile(torch.folder().resolve(System.mapLibraryName("torch_cuda")));
    assertThat(torch.flavor()).isEqualTo("cu128");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutAVersionTheFunctionsAreCompared() throws IOException {
    assertThat(Engine.getInstance().getVersion()).isEqualTo("2.7.1");
    Path real = nativesOfMaven();
    assertThat(new OwnTorch(real).version()).isEmpty();
    assertThat(new OwnTorch(real).misfit("cpu")).isEmpty();

    // A PyTorch that has no more than libc10.
    Path part = Files.createDirectories(folder.resolve("part/lib"));
    Files.copy(real.resolve("libc10.so"), part.resolve("libc10.so"));
    assertThat(new OwnTorch(part).misfit("cpu").orElseThrow())
        .contains("it is no PyTorch 2.7.1: it lacks")
        .contains("_ZN2at");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsNoLibraryIsSaid() throws IOException {
    Path library = Files.createDirectories(folder.resolve("none/lib"));
    Files.writeString(library.resolve("libtorch_cpu.so"), "no library".repeat(20));
    assertThat(new OwnTorch(library).misfit("cpu").orElseThrow())
        .contains("cannot be read", "libtorch_cpu.so: no 64-bit ELF file");
  }

  @Test
  void theFirstFolderWithLibtorchCounts() throws IOException {
    Path library = torch("").folder();
    String missing = folder.resolve("missing").toString();
    String separator = File.pathSeparator;
    assertThat(OwnTorch.in(missing)).isEmpty();
    assertThat(OwnTorch.in(missing + separator + library)).contains(new OwnTorch(library));
    assertThat(OwnTorch.in(library.resolve(System.mapLibraryName("torch")).toString()))
        .contains(new OwnTorch(library));
  }

  private static Path nativesOfMaven() throws IOException {
    try (Stream<Path> folders = Files.list(Utils.getEngineCacheDir("pytorch"))) {
      return folders
          .filter(f -> Files.exists(f.resolve("libtorch_cpu.so")))
          .filter(f -> f.getFileName().toString().startsWith("2.7.1"))
          .findFirst()
          .orElseThrow();
    }
  }

  private OwnTorch torch(String version) throws IOException {
    Path library = Files.createDirectories(folder.resolve("torch/lib"));
    Files.writeString(folder.resolve("torch/version.py"), version);
    Files.writeString(library.resolve(System.mapLibraryName("torch")), "");
    return new OwnTorch(library);
  }
}
