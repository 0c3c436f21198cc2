package dev.counterpoint.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
          "dev.counterpoint.app.data.*",
          "dev.counterpoint.app.device.*",
          "dev.counterpoint.app.evaluation.*",
          "dev.counterpoint.app.recipe.*",
          "dev.counterpoint.app.run.*",
          "dev.counterpoint.app.training.*",
          "dev.counterpoint.datasets.digits.*",
          "dev.counterpoint.datasets.download.*",
          "java.nio.file.*",
          "java.util.*");

  @TempDir private Path folder;

  @Test
  void everyJavaExampleCompiles() throws Exception {
    Matcher examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    int count = 0;
    while (examples.find()) {
      count++;
      StringBuilder source = new StringBuilder();
      IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
      source.append("class Example").append(count).append(" { void run() throws Exception {\n");
      source.append(examples.group(1)).append("}}\n");
      Path file = folder.resolve("Example" + count + ".java");
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
    assertThat(count).isPositive();
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
