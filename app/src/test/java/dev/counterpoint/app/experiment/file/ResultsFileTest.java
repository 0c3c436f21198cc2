package dev.counterpoint.app.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.SampleResults;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.file.FileNotWrittenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackEqual() {
    Path file = folder.resolve("new/results.json");
    ExperimentResults results = SampleResults.of("MNIST", "default");
    ResultsFile.write(file, results);
    assertThat(ResultsFile.read(file)).isEqualTo(results);
  }

  @Test
  void resultsWithoutTheOptionalFieldsAreReadBackEqual() {
    Path file = folder.resolve("results.json");
    ExperimentResults results =
        new ExperimentResults("x", "MNIST", List.of(Long.MAX_VALUE), 1, List.of());
    ResultsFile.write(file, results);
    assertThat(ResultsFile.read(file)).isEqualTo(results);
  }

  @Test
  void theFieldsHaveTheNamesThatOtherProgramsRead() throws IOException {
    JsonNode tree = new ObjectMapper().readTree(json("MNIST", "quick"));
    assertThat(tree.fieldNames())
        .toIterable()
        .containsExactly(
            "experiment",
            "digits",
            "seeds",
            "seconds",
            "claims",
            "size",
            "quick",
            "units",
            "versions",
            "tables");
    JsonNode claim = tree.get("claims").get(0);
    assertThat(claim.fieldNames())
        .toIterable()
        .containsExactly(
            "id", "text", "source", "measured", "standardError", "n", "paper", "target", "verdict");
    assertThat(claim.get("target").textValue()).isEqualTo(">= 82.13");
    assertThat(claim.get("verdict").textValue()).isEqualTo("holds");
    assertThat(tree.get("claims").get(1).get("verdict").textValue()).isEqualTo("falls short");
    assertThat(tree.get("quick").booleanValue()).isTrue();
    assertThat(tree.get("seeds").get(2).longValue()).isEqualTo(2);
  }

  @Test
  void aNumberThatIsNoneIsWrittenAsNull() throws IOException {
    String json = json("MNIST", "default");
    assertThat(json).doesNotContain("NaN");
    JsonNode claim = new ObjectMapper().readTree(json).get("claims").get(1);
    assertThat(claim.get("measured").isNull()).isTrue();
    assertThat(claim.get("standardError").isNull()).isTrue();
    assertThat(claim.get("paper").isNull()).isTrue();
  }

  @Test
  void nothingIsLeftBesideTheFile() throws IOException {
    Path file = folder.resolve("results.json");
    ResultsFile.write(file, SampleResults.of("MNIST", "default"));
    ResultsFile.write(file, SampleResults.of("MNIST", "paper"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file, not a folder");
    Path file = blocked.resolve("results.json");
    assertThatThrownBy(() -> ResultsFile.write(file, SampleResults.of("MNIST", "default")))
        .isInstanceOf(FileNotWrittenException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("results.json");
    assertThatThrownBy(() -> ResultsFile.read(file))
        .isInstanceOf(FileNotReadException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFileThatWasCutOffIsRefusedWithItsLine() throws IOException {
    String json = json("MNIST", "default");
    Path file = Files.writeString(folder.resolve("results.json"), json.substring(0, 700));
    assertThatThrownBy(() -> ResultsFile.read(file))
        .isInstanceOf(ResultsFileException.class)
        .hasMessageContaining("line ");
  }

  @Test
  void aWrongFieldIsNamedWithItsPlace() throws IOException {
    String json = json("MNIST", "default");
    expectProblem(json.replace("\"falls short\"", "\"maybe\""), "claims[1].verdict: expected");
    expectProblem(json.replace("\"n\" : 3", "\"n\" : \"3\""), "claims[0].n: expected an integer");
    expectProblem(json.replace("\"digits\"", "\"digit\""), "digits: expected a value, found none");
    expectProblem("", "top: expected an object, found nothing");
    expectProblem("[1]", "top: expected an object, found [1]");
  }

  private void expectProblem(String json, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.json"), json);
    assertThatThrownBy(() -> ResultsFile.read(file))
        .isInstanceOf(ResultsFileException.class)
        .hasMessageContaining(problem);
  }

  private static String json(String digits, String size) {
    return ResultsFile.toJson(SampleResults.of(digits, size));
  }
}
