package dev.counterpoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java is Java, and its commands exist. */
class ReadmeExampleTest {

  /** Tests run in the top folder, see the parent POM. */
  private static final Path README = Path.of("README.md");

  private static final List<String> IMPORTS =
      List.of(
          "ai.djl.ndarray.*",
          "ai.djl.ndarray.types.*",
          "ai.djl.nn.Block",
          "dev.counterpoint.app.data.*",
          "dev.counterpoint.app.device.*",
          "dev.counterpoint.app.evaluation.*",
          "dev.counterpoint.app.recipe.*",
          "dev.counterpoint.app.run.*",
          "dev.counterpoint.app.training.*",
          "dev.counterpoint.datasets.digits.*",
          "dev.counterpoint.datasets.download.*",
          "dev.counterpoint.inference.*",
          "dev.counterpoint.models.encoder.*",
          "dev.counterpoint.models.interactions.*",
          "dev.counterpoint.models.interactions.bounds.*",
          "dev.counterpoint.onnx.*",
          "java.nio.file.*",
          "java.util.*");

  @TempDir private Path folder;

  @Test
  void everyJavaExampleCompiles() throws Exception {
    List<String> examples = examples();
    assertThat(examples).hasSizeGreaterThan(2);
    for (int i = 0; i < examples.size(); i++) {
      compile("Example" + i, examples.get(i));
    }
  }

  @Test
  void theExampleOfInferenceRuns() throws Exception {
    BufferedImage picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(picture, "png", folder.resolve("picture.png").toFile());
    assertThat(run("ImageModel.shipped")).contains("a vector of 128");
  }

  @Test
  void theExampleOfExportRuns() throws Exception {
    String said = run("OnnxExporter.of");
    assertThat(Double.parseDouble(said.strip())).isLessThan(1e-4);
    assertThat(folder.resolve("encoder.onnx")).isNotEmptyFile();
  }

  @Test
  void theExampleOfInteractionsRuns() throws Exception {
    assertThat(run("JointDistribution.of")).contains(" bits, between ");
  }

  private static List<String> examples() throws IOException {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(example -> example.group(1))
        .toList();
  }

  /** Runs the example with that text, in the temporary folder. */
  private String run(String text) throws Exception {
    String example = examples().stream().filter(e -> e.contains(text)).findFirst().orElseThrow();
    compile("Example", example);
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                folder + File.pathSeparator + ChildProcess.classPath(),
                "Example")
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return Files.readString(output);
  }

  private void compile(String name, String example) throws IOException {
    StringBuilder source = new StringBuilder();
    IMPORTS.forEach(imported -> source.append("import ").append(imported).append(";\n"));
    source.append("public class ").append(name);
    source.append(" { public static void main(String[] arguments) throws Exception {\n");
    source.append(example).append("}}\n");
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  errors,
                  files,
                  null,
                  List.of("-d", folder.toString(), "-cp", ChildProcess.classPath()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as(errors.toString()).isTrue();
    }
  }

  @Test
  void everyCommandOfTheReadmeExists() throws Exception {
    Matcher commands =
        Pattern.compile("\\./counterpoint ([a-z]+)").matcher(Files.readString(README));
    while (commands.find()) {
      int exit = dev.counterpoint.app.cli.CounterpointCommand.execute(commands.group(1), "--help");
      assertThat(exit).as(commands.group()).isZero();
    }
  }
}
