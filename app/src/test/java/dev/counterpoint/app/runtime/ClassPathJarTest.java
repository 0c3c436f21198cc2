package dev.counterpoint.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathJarTest {

  @TempDir Path folder;

  @Test
  void keepsTheOrderAndNamesFoldersAfterTheirModules() throws IOException {
    String classPath =
        join(
            Files.createDirectories(folder.resolve("app/target/classes")),
            jar("repository/z.jar"),
            Files.createDirectories(folder.resolve("models/onnx/target/classes")),
            jar("repository/a.jar"));

    assertThat(names(ClassPathJar.of(classPath, BundledNatives.CPU)))
        .containsExactly("counterpoint-app.jar", "z.jar", "counterpoint-onnx.jar", "a.jar");
  }

  @Test
  void jarsOfOneNameStayTwo() throws IOException {
    List<ClassPathJar> jars =
        ClassPathJar.of(join(jar("one/a.jar"), jar("two/a.jar")), BundledNatives.CPU);

    assertThat(names(jars)).containsExactly("a.jar", "2-a.jar");
    assertThat(jars.get(1).source()).isEqualTo(folder.resolve("two/a.jar"));
  }

  @Test
  void withoutNativesPyTorchsAreLeftOutAndOthersNot() throws IOException {
    String classPath =
        join(
            jar("pytorch-native-cpu-2.7.1-linux-x86_64.jar"),
            jar("pytorch-jni-2.7.1-0.35.1.jar"),
            jar("onnxruntime-1.21.1.jar"));

    assertThat(names(ClassPathJar.of(classPath, BundledNatives.NONE)))
        .containsExactly("pytorch-jni-2.7.1-0.35.1.jar", "onnxruntime-1.21.1.jar");
    assertThat(ClassPathJar.of(classPath, BundledNatives.CPU)).hasSize(3);
  }

  @Test
  void pyTorchForCudaIsNeverTakenAlong() throws IOException {
    String classPath =
        join(jar("org/bytedeco/cuda-redist/12.9/cuda-redist-linux-x86_64.jar"), jar("a.jar"));

    assertThat(names(ClassPathJar.of(classPath, BundledNatives.CPU))).containsExactly("a.jar");
  }

  @Test
  void aPartThatIsNotThereIsNamed() {
    String classPath = folder.resolve("gone.jar").toString();

    assertThatThrownBy(() -> ClassPathJar.of(classPath, BundledNatives.CPU))
        .isInstanceOf(RuntimeBundleException.UnreadableJar.class)
        .hasMessageContaining("gone.jar")
        .hasMessageContaining("does not exist");
  }

  private Path jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    Files.createDirectories(jar.getParent());
    return Files.createFile(jar);
  }

  private static String join(Path... parts) {
    return Stream.of(parts).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> names(List<ClassPathJar> jars) {
    return jars.stream().map(ClassPathJar::name).toList();
  }
}
