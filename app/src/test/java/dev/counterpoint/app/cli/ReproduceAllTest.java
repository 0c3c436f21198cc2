package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.experiment.file.ResultsFile;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Experiments;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that are done are not run again; the cheapest is run. */
class ReproduceAllTest {

  private static final String RUN = "connection-heterogeneity";

  @TempDir private Path folder;

  @Test
  void runsWhatIsNotDoneAndPutsEveryClaimOnOnePage() throws Exception {
    Path out = folder.resolve("all");
    Files.createDirectories(out);
    new Plan("all", Size.QUICK, List.of()).write(out);
    for (Experiment experiment : Experiments.ALL) {
      if (!experiment.name().equals(RUN)) {
        Path own = Files.createDirectories(out.resolve(experiment.name()));
        ResultsFile.write(own.resolve(ResultsFile.NAME), done(experiment.name()));
      }
    }
    Path console = folder.resolve("console.txt");
    Process process =
        ChildProcess.counterpoint(console, "reproduce", "all", "--resume", "--out", out.toString());
    assertThat(process.waitFor()).as(Files.readString(console)).isZero();

    JsonNode results = new ObjectMapper().readTree(out.resolve(ResultsFile.NAME).toFile());
    List<String> ids = results.path("claims").findValuesAsText("id");
    assertThat(ids)
        .contains("colored-mnist/made.up", RUN + "/both.exponent")
        .doesNotHaveDuplicates();
    assertThat(Files.readString(console)).contains("colored-mnist is done");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Every claim", "./counterpoint reproduce " + RUN + " --size quick");
    assertThat(out.resolve(RUN).resolve("report.html")).exists();

    // What is done stays, whatever became of the page.
    Path simulated = out.resolve(RUN).resolve("runs/both-seed-1/simulation.json");
    FileTime before = Files.getLastModifiedTime(simulated);
    Files.delete(out.resolve(RUN).resolve(ResultsFile.NAME));
    process =
        ChildProcess.counterpoint(console, "reproduce", "all", "--resume", "--out", out.toString());
    assertThat(process.waitFor()).as(Files.readString(console)).isZero();
    assertThat(Files.getLastModifiedTime(simulated)).isEqualTo(before);
    assertThat(out.resolve(RUN).resolve(ResultsFile.NAME)).exists();
  }

  @Test
  void seedsOfAllAreNotAsked() throws Exception {
    Path console = folder.resolve("console.txt");
    Process process =
        ChildProcess.counterpoint(
            console, "reproduce", "all", "--seeds", "2", "--out", folder.resolve("x").toString());
    assertThat(process.waitFor()).isEqualTo(ExitCode.USAGE);
    assertThat(Files.readString(console)).contains("--seeds");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private static ExperimentResults done(String name) {
    Claim claim = Claim.of("made.up", "made up", "", "", new double[] {1}, null, Target.atLeast(0));
    return new ExperimentResults(
        name, "simulated data", List.of(1L), 60, List.of(claim), "quick", Map.of(), List.of());
  }
}
