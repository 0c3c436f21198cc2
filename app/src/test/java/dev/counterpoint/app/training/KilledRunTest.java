package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.checkpoint.TrainState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, stopped from outside, continue to the same bits. */
class KilledRunTest {

  /** Long enough to be met in the middle: 12 epochs of 9 steps. */
  private static final List<String> MORE =
      List.of("training.epochs=12", "training.logEvery=20", "training.checkpointEvery=7");

  @TempDir Path folder;

  @Test
  void aRunThatWasKilledContinuesToTheSameBits() throws Exception {
    Path run = folder.resolve("killed");
    Process process = train(run);
    awaitCheckpoint(process, run);
    process.destroyForcibly().waitFor();
    assertThat(TinyRuns.state(run).step()).isBetween(7L, 107L);

    assertThat(resume(run)).isZero();

    assertSameAsUninterrupted(run);
  }

  @Test
  void controlCSavesAndEndsWith130() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "signals are POSIX signals");
    assumeFalse(ChildProcess.interruptIsIgnored(), "this process ignores Ctrl-C");
    Path run = folder.resolve("interrupted");
    Process process = train(run);
    awaitCheckpoint(process, run);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).as(output()).isEqualTo(130);
    assertThat(output()).contains("stopped and saved; continue with: train --resume --out " + run);
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"interrupted\"");
    assertThat(TinyRuns.state(run).step()).isBetween(7L, 107L);

    assertThat(resume(run)).isZero();
    assertSameAsUninterrupted(run);
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"complete\"");
  }

  private Process train(Path run) throws IOException {
    List<String> arguments = arguments(run);
    List<String> settings = new ArrayList<>(TinyRuns.SETTINGS);
    settings.addAll(MORE);
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.addAll(List.of("--seed", "7"));
    return ChildProcess.counterpoint(folder.resolve("output"), arguments.toArray(String[]::new));
  }

  private int resume(Path run) throws Exception {
    List<String> arguments = arguments(run);
    arguments.add("--resume");
    Process process =
        ChildProcess.counterpoint(folder.resolve("output"), arguments.toArray(String[]::new));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private List<String> arguments(Path run) throws IOException {
    Path digits = TinyRuns.writeFiles(folder.resolve("digits"));
    return new ArrayList<>(
        List.of(
            "train",
            "--digits",
            digits.toString(),
            "--out",
            run.toString(),
            "--device",
            "cpu", //
            "--threads",
            "1",
            "--correlations",
            "0"));
  }

  /** Waits until there is a checkpoint; a process that ends before is a failure. */
  private void awaitCheckpoint(Process process, Path run) throws Exception {
    Path checkpoints = run.resolve("checkpoints");
    while (!Files.isDirectory(checkpoints) || !hasWhole(checkpoints)) {
      assertThat(process.isAlive()).as(output()).isTrue();
      Thread.sleep(5);
    }
  }

  private static boolean hasWhole(Path checkpoints) throws IOException {
    try (var files = Files.list(checkpoints)) {
      return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
    }
  }

  private void assertSameAsUninterrupted(Path run) {
    Path straight = folder.resolve("straight");
    TinyRuns.train(straight, TinyRuns.recipe("colored-mnist-clip", MORE.toArray(String[]::new)));
    TrainState expected = TinyRuns.state(straight);
    TrainState found = TinyRuns.state(run);
    assertThat(found.tensors()).isEqualTo(expected.tensors());
    assertThat(found).isEqualTo(expected);
    assertThat(TinyRuns.metrics(run)).isEqualTo(TinyRuns.metrics(straight));
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
