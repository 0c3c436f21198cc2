package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationCommandsTest {

  @TempDir private Path folder;

  @Test
  void interactionsOfRandomDistributionsAreCountedAndKept() throws Exception {
    Said said =
        Said.by(
            "simulate",
            "interactions",
            "--distributions",
            "300",
            "--sampled",
            "20",
            "--out",
            folder.resolve("out").toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("redundancy FIRST", "300 distributions");
    JsonNode runs =
        new ObjectMapper().readTree(folder.resolve("out/simulation.json").toFile()).path("runs");
    assertThat(runs.path("estimates").size()).isEqualTo(20);
    for (JsonNode known : runs.path("known")) {
      for (int part = 0; part < 4; part++) {
        assertThat(known.path("found").get(part).asDouble())
            .as(known.path("name").asText())
            .isCloseTo(known.path("closedForm").get(part).asDouble(), within(1e-6));
      }
    }
    assertThat(folder.resolve("out/run.json")).exists();
  }

  @Test
  void towersWithoutLabelsAreProbedAndKept() throws Exception {
    Said said =
        Said.by(
            "simulate",
            "disagreement",
            "--examples",
            "600",
            "--epochs",
            "1",
            "--out",
            folder.resolve("towers").toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("What towers keep", "agreement and disagreement");
    JsonNode rows =
        new ObjectMapper().readTree(folder.resolve("towers/simulation.json").toFile()).path("runs");
    assertThat(rows.findValuesAsText("keeps"))
        .containsExactly(
            "inputs",
            "untrained",
            "agreement",
            "within",
            "agreement-and-within",
            "agreement-and-disagreement");
    // Dropout in the label leaves no more than about 90 %; the inputs have lost none of that.
    assertThat(rows.get(0).path("unique0").asDouble()).isGreaterThan(0.75);
    assertThat(rows.get(2).has("ownShared")).isFalse();
    assertThat(rows.get(5).path("ownShared").asDouble()).isBetween(0.3, 1.0);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() throws Exception {
    for (String name : new String[] {"one", "other"}) {
      Said said =
          Said.by(
              "simulate",
              "latent-quality",
              "--examples",
              "20,50",
              "--repetitions",
              "2",
              "--seed",
              "9",
              "--out",
              folder.resolve(name).toString());
      assertThat(said.code()).as(said.err()).isZero();
    }
    assertThat(Files.readString(folder.resolve("one/simulation.json")))
        .isEqualTo(Files.readString(folder.resolve("other/simulation.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "disagreement,--width,3,width must be even",
    "disagreement,--examples,100,examples must be at least 200",
    "signal-noise,--signals,0,signal must be above 0",
    "signal-noise,--ridges,-1,ridge must be above 0",
    "connection,--families,some,there is no 'some'",
    "connection,--noise,-1,noise must be 0 or more",
    "connection,--labeled,0,at least 1 labeled",
    "interactions,--shape,2,a shape of three numbers",
    "interactions,--examples,1,at least 2 examples",
    "latent-quality,--examples,1,at least 2 examples",
    "latent-quality,--strengths,1,a strength above 0 for each modality",
  })
  void aWrongOptionIsNamed(String simulation, String option, String value, String problem) {
    Said said = Said.by("simulate", simulation, option, value);
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains(problem).doesNotContain("Exception");
  }

  @Test
  void withoutANameItSaysWhatThereIs() {
    Said said = Said.by("simulate");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("signal-noise", "latent-quality");
  }
}
