package dev.counterpoint.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.picture.file.Picture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with no training code and no PyTorch on its class path uses a bundle. */
class WithoutTrainingTest {

  /** What inference needs, by parts of the names of the class path's entries. */
  private static final List<String> NEEDED =
      List.of(
          "inference/target/classes",
          "counterpoint-inference",
          "onnx/target/classes",
          "counterpoint-onnx",
          "datasets/target/classes",
          "counterpoint-datasets",
          "onnxruntime-1",
          "tribuo-util-onnx",
          "protobuf-java",
          "jackson-",
          "imageio-",
          "common-",
          "/ai/djl/api/",
          "slf4j-api");

  @TempDir Path folder;

  /** What the process does: the five lines of Java of the documentation. */
  public static final class Program {

    private Program() {}

    /** Classifies a picture with a bundle. */
    public static void main(String[] arguments) {
      try (ImageModel model = ImageModel.open(Path.of(arguments[0]))) {
        System.out.println(model.classify(Path.of(arguments[1])).best());
      }
    }
  }

  @Test
  void fiveLinesOfJavaClassifyAPicture() throws Exception {
    TestBundles.zeroShot(10).write(folder.resolve("bundle"));
    byte[] blue = {0, 0, 9, 0, 0, 9, 0, 0, 9, 0, 0, 9};
    Path picture = Pictures.write(folder.resolve("blue.png"), new Picture(2, 2, blue));
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> NEEDED.stream().anyMatch(entry.replace('\\', '/')::contains))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath).doesNotContain("pytorch").doesNotContain("onnxruntime-engine");

    String said = run(classPath, folder.resolve("bundle").toString(), picture.toString());

    assertThat(said.lines().filter(line -> !line.startsWith("[")))
        .containsExactly("blue (100.0 %)");
    assertThat(said)
        .contains("dev.counterpoint.inference.ImageModel ")
        .doesNotContain("ai.djl.engine.Engine ")
        .doesNotContain("ai.djl.pytorch")
        .doesNotContain("dev.counterpoint.models");
  }

  /** Runs the program with its class file alone beside the class path; every class is logged. */
  private String run(String classPath, String... arguments)
      throws IOException, InterruptedException {
    Path classes = folder.resolve("classes");
    String name = Program.class.getName().replace('.', '/') + ".class";
    Files.createDirectories(classes.resolve(name).getParent());
    try (var in = Program.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, classes.resolve(name));
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xlog:class+load",
                "-cp",
                classPath + File.pathSeparator + classes,
                Program.class.getName()));
    command.addAll(List.of(arguments));
    // The log of classes is standard output; what Java says of its environment is not.
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor())
        .as(said.lines().filter(l -> !l.startsWith("[")).toList().toString())
        .isZero();
    return said;
  }
}
