package dev.counterpoint.app.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BenchCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void measuresOurSideAlone() throws IOException {
    Path file = folder.resolve("bench.jsonl");
    int code =
        run(
            "--out=" + file,
            "--rounds=1",
            "--seconds=0.2",
            "--no-peer",
            "--only=train-step.small-cnn.b256,train-step.colored.multi.b256");
    assertThat(code).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    JsonNode bare = new ObjectMapper().readTree(lines.get(0));
    assertThat(bare.get("id").asText()).isEqualTo("train-step.small-cnn.b256");
    assertThat(bare.get("ours").asDouble()).isPositive();
    assertThat(bare.get("peer").isNull()).isTrue();
    JsonNode colored = new ObjectMapper().readTree(lines.get(1));
    assertThat(colored.get("peer").asDouble()).isEqualTo(bare.get("ours").asDouble());
    assertThat(colored.get("ratio").asDouble()).isPositive();
    assertThat(out.toString()).contains("1 thread", "train-step.small-cnn.b256", "ratio");
  }

  @Test
  void measuresSharesOfThePeakAndOfAStep() throws IOException {
    Path file = folder.resolve("shares.jsonl");
    int code =
        run(
            "--out=" + file,
            "--rounds=1",
            "--seconds=0.2",
            "--no-peer",
            "--only=peak-share.small-cnn,optimizer-share.small-cnn.b256,outside-kernels.small-cnn");
    assertThat(code).isZero();
    List<String> lines = Files.readAllLines(file);
    JsonNode peak = new ObjectMapper().readTree(lines.get(0));
    assertThat(peak.get("unit").asText()).isEqualTo("GFLOP/s");
    assertThat(peak.get("ratio").asDouble()).isBetween(0.05, 1.5);
    JsonNode optimizer = new ObjectMapper().readTree(lines.get(1));
    assertThat(optimizer.get("unit").asText()).isEqualTo("ms");
    assertThat(optimizer.get("ratio").asDouble()).isBetween(0.001, 0.5);
    assertThat(optimizer.get("bar").asDouble()).isEqualTo(0.05);
    JsonNode outside = new ObjectMapper().readTree(lines.get(2));
    assertThat(outside.get("ratio").asDouble()).isBetween(0.05, 0.95);
    assertThat(outside.get("bar").asDouble()).isEqualTo(0.1);
  }

  @Test
  void measuresReadingBesideTheStepOnShardsOfItsOwn() throws IOException {
    Path file = folder.resolve("reading.jsonl");
    int code =
        run(
            "--out=" + file,
            "--rounds=1",
            "--seconds=0.2",
            "--no-peer",
            "--only=read-shards.jpeg.64");
    assertThat(code).isZero();
    JsonNode reading = new ObjectMapper().readTree(Files.readString(file));
    assertThat(reading.get("id").asText()).isEqualTo("read-shards.jpeg.64");
    assertThat(reading.get("peer").asDouble()).isPositive();
    assertThat(reading.get("ratio").asDouble()).isPositive();
  }

  @Test
  void measuresSearchAndTokenizer() throws IOException {
    Path file = folder.resolve("captions.jsonl");
    int code =
        run("--out=" + file, "--rounds=1", "--seconds=0.2", "--no-peer", "--only=search,tokenizer");
    assertThat(code).isZero();
    assertThat(Files.readString(file))
        .contains("search.exact.100k", "tokenizer.learn.1m", "tokenizer.encode");
    for (String line : Files.readAllLines(file)) {
      assertThat(new ObjectMapper().readTree(line).get("ours").asDouble()).isPositive();
    }
  }

  @Test
  void refusesWhatIsNoMeasurement() {
    assertThat(run("--only=train-step.b7", "--no-peer")).isEqualTo(2);
    assertThat(err.toString()).contains("train-step.b7", "train-step.small-cnn.b256");
  }

  @Test
  void refusesNoRoundsAndNoTime() {
    assertThat(run("--rounds=0", "--no-peer")).isEqualTo(2);
    assertThat(run("--seconds=0", "--no-peer")).isEqualTo(2);
    assertThat(err.toString()).contains("--rounds must be at least 1", "--seconds above 0");
  }
}
