package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.app.TinyRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from bytes to report, on a few hundred digits. */
class ReproduceCommandTest {

  private static final List<String> CLAIMS =
      List.of("multi.test", "multi.train", "single.test", "single.train", "gap.test");

  @TempDir private Path folder;

  private int run(String... more) throws IOException, InterruptedException {
    Path digits = TinyRuns.writeFiles(folder.resolve("digits"));
    Stream<String> all =
        Stream.concat(
            Stream.of(
                "reproduce", "colored-mnist", "--size", "quick", "--digits", digits.toString()),
            Stream.of(more));
    Process process =
        ChildProcess.counterpoint(folder.resolve("console.txt"), all.toArray(String[]::new));
    return process.waitFor();
  }

  private String console() throws IOException {
    return Files.readString(folder.resolve("console.txt"));
  }

  @Test
  void endsWithResultsReportAndRunsAndGoesOnWhereItWasStopped() throws Exception {
    Path out = folder.resolve("out");
    assertThat(run("--out", out.toString())).as(console()).isZero();

    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    assertThat(results.path("experiment").asText()).isEqualTo("colored-mnist");
    assertThat(results.path("seeds").toString()).isEqualTo("[1]");
    assertThat(results.path("claims").findValuesAsText("id")).containsExactlyElementsOf(CLAIMS);
    for (JsonNode claim : results.path("claims")) {
      assertThat(claim.path("measured").isNumber()).isTrue();
      assertThat(claim.path("verdict").asText()).isIn("holds", "falls short");
    }
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("quick size", "Multi-modal", "<svg");
    assertThat(console()).contains("not to be quoted");

    // A job that is done stays as it is, one whose evaluation is missing is measured again.
    Path done = out.resolve("runs/multi-seed-1/evaluation.json");
    FileTime before = Files.getLastModifiedTime(done);
    Files.delete(out.resolve("runs/single-seed-1/evaluation.json"));
    assertThat(run("--resume", "--out", out.toString())).as(console()).isZero();
    assertThat(Files.getLastModifiedTime(done)).isEqualTo(before);
    assertThat(out.resolve("runs/single-seed-1/evaluation.json")).exists();

    // What was computed on these digits is not told as if it were of others.
    String written = Files.readString(out.resolve("results.json"));
    Process other =
        ChildProcess.counterpoint(
            folder.resolve("console.txt"),
            "reproduce",
            "colored-mnist",
            "--resume",
            "--rendered",
            "--out",
            out.toString());
    assertThat(other.waitFor()).as(console()).isNotZero();
    assertThat(console()).contains("the experiment was begun on", "found rendered");
    assertThat(Files.readString(out.resolve("results.json"))).isEqualTo(written);
  }

  @Test
  void aDirectoryThatIsNotEmptyIsLeftAlone() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("precious.txt"), "mine");
    assertThat(run("--out", out.toString())).isEqualTo(ExitCode.FILES);
    assertThat(console()).contains("exists and is not empty", "--resume");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aTrainingThatFailsStopsTheExperimentWithItsReason() throws Exception {
    Path out = folder.resolve("out");
    assertThat(run("--device", "gpu:99", "--out", out.toString())).isEqualTo(ExitCode.DEVICE);
    assertThat(console()).contains("gpu:99 is not there", "--device cpu");
    assertThat(out.resolve("results.json")).doesNotExist();
  }

  @Test
  void anUnknownExperimentIsAWrongCommandLine() throws Exception {
    Process process =
        ChildProcess.counterpoint(
            folder.resolve("console.txt"), "reproduce", "colored-mnits", "--size", "quick");
    assertThat(process.waitFor()).isEqualTo(ExitCode.USAGE);
    assertThat(console()).contains("Did you mean colored-mnist?");
  }
}
