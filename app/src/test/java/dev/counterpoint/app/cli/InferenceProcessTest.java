package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.app.Counterpoint;
import dev.counterpoint.app.TinyBundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code classify} and {@code embed} as processes of their own. */
class InferenceProcessTest {

  private static final int INTERRUPTED_BY_SIGINT = 130;

  @TempDir Path folder;

  @Test
  void classifyLoadsNoPyTorchAndNoEngineOfDjl() throws Exception {
    Path model = TinyBundle.write(folder.resolve("model"));
    Path picture = TinyBundle.picture(folder.resolve("blue.png"), 0x0000FF);
    Path log = folder.resolve("classes.txt");

    Process process =
        start(
            List.of("-Xlog:class+load:file=" + log),
            "classify",
            "--model",
            model.toString(),
            picture.toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("blue.png: blue (100.0 %)");
    assertThat(Files.readString(log))
        .contains("dev.counterpoint.inference.ImageModel ")
        .doesNotContain("ai.djl.pytorch")
        .doesNotContain("ai.djl.engine.Engine ")
        .doesNotContain("dev.counterpoint.models");
  }

  @Test
  void controlCEndsItWithoutLeavingHalfAFile() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "has no SIGINT to send");
    assumeFalse(ChildProcess.interruptIsIgnored(), "this process ignores Ctrl-C");
    Path model = TinyBundle.write(folder.resolve("model"));
    Path picture = TinyBundle.picture(folder.resolve("blue.png"), 0x0000FF);
    Path out = folder.resolve("out.jsonl");
    Process process =
        start(List.of(), "embed", "--model", model.toString(), "--out", out.toString(), "-");
    try (OutputStream names = process.getOutputStream()) {
      names.write((picture + "\n").getBytes(StandardCharsets.UTF_8));
      names.flush();
      // It waits for more names; the file is begun.
      awaitPart();
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } catch (IOException e) {
      // The pipe is closed when the process has ended first.
    }
    assertThat(process.waitFor()).isEqualTo(INTERRUPTED_BY_SIGINT);
    assertThat(parts()).isZero();
    assertThat(out).doesNotExist();
  }

  private void awaitPart() throws Exception {
    for (int tries = 0; parts() == 0; tries++) {
      assertThat(tries).as("waits for the file to be begun").isLessThan(300);
      Thread.sleep(100);
    }
  }

  private long parts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).count();
    }
  }

  private static Process start(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Counterpoint.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
