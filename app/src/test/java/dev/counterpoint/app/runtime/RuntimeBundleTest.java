package dev.counterpoint.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.file.FolderExistsException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The folder and its launcher, with a stand-in for Java. */
@DisabledOnOs(OS.WINDOWS)
class RuntimeBundleTest {

  @TempDir Path folder;
  private Path bundle;
  private String classPath;

  @BeforeEach
  void aJdkAndJars() throws IOException {
    bundle = folder.resolve("a bundle");
    Files.createDirectories(folder.resolve("jdk/jmods"));
    Files.createDirectories(folder.resolve("in"));
    classPath =
        String.join(
            File.pathSeparator, jar("z.jar"), jar("pytorch-native-cpu-1.jar"), jar("a.jar"));
  }

  @Test
  void hasWhatItsReadmeSays() throws IOException {
    BundleSize size = write(BundledNatives.CPU);

    assertThat(list(bundle)).containsExactly("LICENSE", "README.txt", "bin", "java", "lib");
    assertThat(bundle.resolve("lib/classpath.txt"))
        .hasContent("z.jar\npytorch-native-cpu-1.jar\na.jar");
    assertThat(list(bundle.resolve("lib")))
        .containsExactly(
            "a.jar",
            "classpath.txt",
            "java.sh",
            "platform.txt",
            "pytorch-native-cpu-1.jar",
            "z.jar");
    assertThat(bundle.resolve("bin/counterpoint")).isExecutable();
    assertThat(bundle.resolve("LICENSE")).content().contains("Apache License");
    assertThat(bundle.resolve("README.txt"))
        .content()
        .contains("bin/counterpoint doctor")
        .contains("for " + Platform.current().uname())
        .contains("PyTorch 2.7.1 for the CPU is in lib")
        .doesNotContain("{")
        .doesNotContain("${");
    assertThat(size.torch()).isEqualTo(4096);
    // Two jars and three texts; the script in Java's place.
    assertThat(size.jars()).isEqualTo(5 * 4096);
    assertThat(size.java()).isEqualTo(4096);
    assertThat(size.withoutNatives()).isEqualTo(6 * 4096);
  }

  @Test
  void withoutNativesTheReadmeSaysWhatToSet() throws IOException {
    BundleSize size = write(BundledNatives.NONE);

    assertThat(size.torch()).isZero();
    assertThat(bundle.resolve("README.txt"))
        .content()
        .contains("PyTorch is not in this folder")
        .contains("PYTORCH_LIBRARY_PATH=");
  }

  @Test
  void runsWhereverItIsMovedThroughALinkAndWithNothingInTheEnvironment() throws Exception {
    write(BundledNatives.CPU);
    Path moved = Files.move(bundle, folder.resolve("moved to here"));
    Path link =
        Files.createSymbolicLink(folder.resolve("link"), Path.of("moved to here/bin/counterpoint"));

    Run run = run(link, "train", "--set", "a b=c");

    assertThat(run.code).isEqualTo(7);
    assertThat(run.output)
        .contains("allocator: 1 268435456 0 glibc.malloc.hugetlb=1 true")
        .contains(
            "[%1$s/lib/z.jar:%1$s/lib/pytorch-native-cpu-1.jar:%1$s/lib/a.jar]"
                .formatted(moved.toRealPath()))
        .endsWith("[dev.counterpoint.app.Counterpoint]\n[train]\n[--set]\n[a b=c]\n");
  }

  @Test
  void refusesAnotherPlatformAPartThatIsMissingAndAColon() throws Exception {
    write(BundledNatives.CPU);
    Path launcher = bundle.resolve("bin/counterpoint");
    Path platform = bundle.resolve("lib/platform.txt");

    Files.writeString(platform, "Darwin arm64\n");
    assertThat(run(launcher).output).contains("for Darwin arm64; this machine is");
    Files.delete(platform);
    assertThat(run(launcher).output).contains("lib/platform.txt is missing");
    Files.writeString(platform, Platform.current().uname());
    Path colon = Files.move(bundle, folder.resolve("a:b"));
    assertThat(run(colon.resolve("bin/counterpoint")).output).contains("a colon in its name");
  }

  @Test
  void isNotWrittenOverAnythingButABundleThatIsToBeReplaced() throws IOException {
    write(BundledNatives.CPU);
    Files.createFile(bundle.resolve("old"));

    assertThatThrownBy(() -> write(BundledNatives.CPU))
        .isInstanceOf(FolderExistsException.class)
        .hasMessageContaining("exists already")
        .hasMessageContaining("--replace");
    assertThat(bundle.resolve("old")).exists();

    bundle(BundledNatives.CPU, new StandInJlink("")).write(bundle, true, text -> {});
    assertThat(bundle.resolve("old")).doesNotExist();
    assertThatThrownBy(
            () ->
                bundle(BundledNatives.CPU, new StandInJlink(""))
                    .write(folder.resolve("in"), true, text -> {}))
        .isInstanceOf(FolderExistsException.class)
        .hasMessageContaining("of another kind");
    assertThat(folder.resolve("in/z.jar")).exists();
  }

  @Test
  void whatFailsLeavesNothing() throws IOException {
    RuntimeBundle full = bundle(BundledNatives.CPU, new StandInJlink("No space left on device"));
    assertThatThrownBy(() -> full.write(bundle, false, text -> {}))
        .isInstanceOf(RuntimeBundleException.ToolFailed.class)
        .hasMessageContaining("jlink of " + folder.resolve("jdk"))
        .hasMessageContaining("No space left on device");

    Files.writeString(folder.resolve("in/a.jar"), "no jar");
    assertThatThrownBy(() -> write(BundledNatives.CPU))
        .isInstanceOf(RuntimeBundleException.UnreadableJar.class)
        .hasMessageContaining("a.jar");

    assertThat(list(folder)).containsExactly("in", "jdk");
  }

  @Test
  void needsTheNativesThatItIsAskedFor() throws IOException {
    classPath = jar("other.jar");

    assertThatThrownBy(() -> write(BundledNatives.CPU))
        .isInstanceOf(RuntimeBundleException.NoTorch.class)
        .hasMessageContaining("--natives none");
    write(BundledNatives.NONE);
  }

  @Test
  void thereIsNoneForWindows() {
    RuntimeBundle other =
        new RuntimeBundle(
            classPath,
            BundledNatives.CPU,
            JavaImage.of(folder.resolve("jdk"), Optional.empty()),
            new Platform("Windows 11", "amd64"));

    assertThatThrownBy(() -> other.write(bundle, false, text -> {}))
        .isInstanceOf(RuntimeBundleException.NoLauncher.class)
        .hasMessageContaining("WSL");
  }

  private BundleSize write(BundledNatives natives) {
    return bundle(natives, new StandInJlink("")).write(bundle, false, text -> {});
  }

  private RuntimeBundle bundle(BundledNatives natives, StandInJlink jlink) {
    JavaImage image = JavaImage.of(folder.resolve("jdk"), Optional.of(jlink));
    return new RuntimeBundle(classPath, natives, image, Platform.current());
  }

  private String jar(String name) throws IOException {
    Path jar = folder.resolve("in").resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("a"));
    }
    return jar.toString();
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private record Run(int code, String output) {}

  private static Run run(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    return new Run(process.waitFor(), output);
  }
}
