package dev.counterpoint.app.captioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.checkpoint.TrainState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on shards, stopped from outside, continue to the same bits. */
class KilledCaptionedRunTest {

  /** Long enough to be met in the middle: 60 epochs of 3 steps, saved in the middle of epochs. */
  private static final long STEPS = 180;

  private static final List<String> MORE =
      List.of(
          "training.epochs=60",
          "training.logEvery=20",
          "training.checkpointEvery=7",
          "data.shuffleBuffer=10",
          "data.cacheMegabytes=0");

  @TempDir Path folder;
  private Path shards;

  @BeforeEach
  void writeShards() {
    shards = TinyCaptioned.shards(folder.resolve("shards"));
  }

  @Test
  void aRunThatWasKilledContinuesToTheSameBits() throws Exception {
    Path run = folder.resolve("killed");
    Process process = train(run);
    awaitCheckpoint(process, run);
    process.destroyForcibly().waitFor();
    assertThat(TinyCaptioned.state(run).step()).isBetween(7L, STEPS - 1);

    assertThat(resume(run)).as(output()).isZero();

    assertSameAsUninterrupted(run);
    assertThat(run.resolve(CaptionedEvaluation.NAME)).isNotEmptyFile();
  }

  @Test
  void controlCSavesAndEndsWith130() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "signals are POSIX signals");
    assumeFalse(ChildProcess.interruptIsIgnored(), "this process ignores Ctrl-C");
    Path run = folder.resolve("interrupted");
    Process process = train(run);
    awaitCheckpoint(process, run);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).as(output()).isEqualTo(130);
    assertThat(output())
        .contains("stopped and saved; continue with: train clip --resume --out " + run);
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"interrupted\"");

    assertThat(resume(run)).as(output()).isZero();
    assertSameAsUninterrupted(run);
  }

  private Process train(Path run) throws IOException {
    List<String> arguments = arguments(run);
    List<String> settings = new ArrayList<>(TinyCaptioned.SETTINGS);
    settings.addAll(MORE);
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.addAll(List.of("--data", shards.toString(), "--seed", "" + TinyCaptioned.SEED));
    return ChildProcess.counterpoint(folder.resolve("output"), arguments.toArray(String[]::new));
  }

  private int resume(Path run) throws Exception {
    List<String> arguments = arguments(run);
    arguments.add("--resume");
    Process process =
        ChildProcess.counterpoint(folder.resolve("output"), arguments.toArray(String[]::new));
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static List<String> arguments(Path run) {
    return new ArrayList<>(
        List.of(
            "train",
            "clip",
            "--out",
            run.toString(),
            "--device",
            "cpu",
            "--threads",
            "1",
            "--no-shifts"));
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
    List<String> settings = new ArrayList<>(MORE);
    settings.add(TinyCaptioned.sources(shards));
    TinyCaptioned.train(
        straight, TinyCaptioned.recipe("image-caption-clip", settings.toArray(String[]::new)));
    TrainState expected = TinyCaptioned.state(straight);
    TrainState found = TinyCaptioned.state(run);
    assertThat(found.step()).isEqualTo(STEPS);
    assertThat(found.tensors()).isEqualTo(expected.tensors());
    assertThat(found).isEqualTo(expected);
    assertThat(TinyCaptioned.metrics(run)).isEqualTo(TinyCaptioned.metrics(straight));
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
