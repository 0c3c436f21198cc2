package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.TinyRuns;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a person uses them, and the exit codes that the help promises. */
class CommandsTest {

  @TempDir Path folder;
  private String digits;
  private String run;

  @BeforeEach
  void writeDigits() throws IOException {
    digits = TinyRuns.writeFiles(folder.resolve("digits")).toString();
    run = folder.resolve("run").toString();
  }

  @Test
  void aRunIsTrainedMeasuredAndMeasuredAgainWithTheSameResult() throws IOException {
    Said trained = train();
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("zero-shot, embedding").contains("test-reversed");
    JsonNode first = readouts(Path.of(run, "evaluation.json"));
    Path again = folder.resolve("again.json");

    Said measured =
        Said.by(
            "evaluate",
            run,
            "--digits",
            digits,
            "--device",
            "cpu", //
            "--correlations",
            "0",
            "--out",
            again.toString());

    assertThat(measured.code()).as(measured.err()).isZero();
    assertThat(measured.out()).isEqualTo(trained.out());
    assertThat(readouts(again)).isNotEmpty().isEqualTo(first);
  }

  @Test
  void aTrainingWritesEventFilesForTensorBoard() throws IOException {
    train();

    assertThat(Path.of(run, "tensorboard"))
        .isDirectoryContaining("regex:.*events\\.out\\.tfevents\\.\\d{10}\\.counterpoint");
  }

  @Test
  void aTrainingWritesNoEventFilesWhereNoneAreWanted() throws IOException {
    Said said = train("--no-tensorboard");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(Path.of(run, "tensorboard")).doesNotExist();
    assertThat(Path.of(run, "metrics.jsonl")).isNotEmptyFile();
  }

  @Test
  void aRunIsExportedAndClassifiesPictures() throws IOException {
    train();
    Path bundle = folder.resolve("bundle");

    Said exported =
        Said.by("export", run, "--digits", digits, "--device", "cpu", "--out", bundle.toString());

    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).isEqualTo(bundle + System.lineSeparator());
    assertThat(exported.err()).contains("model.onnx: opset").contains("text_model.onnx: opset");
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(50, 30, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Said said = Said.by("classify", picture.toString(), "--model", bundle.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).matches("(?s).*picture\\.png: \\d \\(.* %\\)\\R");
  }

  @Test
  void anExportThatCannotBeIsRefusedBeforeAnyWork() throws IOException {
    train();
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Said exists = Said.by("export", run, "--digits", digits, "--out", taken.toString());
    assertThat(exists.code()).isEqualTo(ExitCode.FILES);
    assertThat(exists.err()).contains("taken: exists already");

    Files.delete(Path.of(run, "evaluation.json"));
    Said unmeasured = Said.by("export", run, "--digits", digits);
    assertThat(unmeasured.code()).isEqualTo(ExitCode.DATA);
    assertThat(unmeasured.err())
        .contains("has no evaluation.json")
        .contains("counterpoint evaluate " + run);
    assertThat(Path.of(run, "bundle")).doesNotExist();
  }

  @Test
  void otherDigitsThanThoseOfTheTrainingAreRefusedUnlessAskedFor() throws IOException {
    train();
    Path other = TinyRuns.writeFiles(folder.resolve("other"));
    Path labels = other.resolve("t10k-labels-idx1-ubyte");
    byte[] changed = Files.readAllBytes(labels);
    changed[20] ^= 1;
    Files.write(labels, changed);

    Said refused = Said.by("evaluate", run, "--digits", other.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.DATA);
    assertThat(refused.err()).contains("the run was trained on").contains("--digits DIR");
    assertThat(Said.by("train", "--resume", "--out", run, "--digits", other.toString()).code())
        .isEqualTo(ExitCode.DATA);

    Said needsOut = Said.by("evaluate", run, "--digits", other.toString(), "--other-digits");
    assertThat(needsOut.code()).isEqualTo(ExitCode.USAGE);
    Said allowed =
        Said.by(
            "evaluate",
            run,
            "--digits",
            other.toString(),
            "--other-digits", //
            "--correlations",
            "0",
            "--out",
            folder.resolve("other.json").toString());
    assertThat(allowed.code()).as(allowed.err()).isZero();
  }

  @Test
  void whatIsRefusedBeforeTheTrainingLeavesTheDirectoryFree() {
    Said refused = train("--set", "training.batchSize=301");
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("training.batchSize").contains("301");
    assertThat(train().code()).isZero();
  }

  @Test
  void aRunThatDivergesEndsWithItsOwnCode() throws IOException {
    Said diverged = train("--set", "optimizer.learningRate=1e30");
    assertThat(diverged.code()).isEqualTo(ExitCode.DIVERGED);
    assertThat(diverged.err()).contains("training diverged").contains("batch 1");
    assertThat(Files.readString(Path.of(run, "run.json"))).contains("\"diverged\"");
  }

  @Test
  void aDirectoryThatIsNotEmptyIsRefused() {
    Said refused = train("--out", folder.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    Said taken = Said.by("train", "--digits", digits, "--out", folder.toString());
    assertThat(taken.code()).isEqualTo(ExitCode.FILES);
    assertThat(taken.err()).contains("exists and is not empty");
  }

  @Test
  void aGpuThatIsNotThereHasItsOwnCode() {
    assumeTrue(ai.djl.engine.Engine.getInstance().getGpuCount() == 0, "this machine has a GPU");
    Said refused = Said.by("train", "--digits", digits, "--out", run, "--device", "gpu");
    assertThat(refused.code()).isEqualTo(ExitCode.DEVICE);
    assertThat(refused.err()).contains("libcudart").contains("doctor");
  }

  @Test
  void dataThatAreNotThereHaveTheirOwnCode() {
    Said refused = Said.by("train", "--data", folder.toString(), "--out", run);
    assertThat(refused.code()).isEqualTo(ExitCode.DATA);
    assertThat(refused.err()).contains("--data names " + folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --resume --set training.epochs=3",
        "train --resume --out x --seed 2",
        "train --threads -1",
        "train --seed one",
        "train --epochs 3",
        "train --data a --digits b",
        "data preview",
        "data preview --out x --protocol mnist",
        "data preview --out x --count 0",
        "data fetch clip-vit-b-16",
        "evaluate",
        "evaluate x --correlations 2",
        "train --correlations=0,NaN",
        "train --correlations high",
        "trian",
      })
  void aWrongCommandLineIsExplainedInAFewLines(String line) {
    Said said = Said.by(line.split(" "));
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).startsWith("error: ").contains("--help'.");
    assertThat(said.err().lines().count()).isLessThan(6);
  }

  @Test
  void aWrongRecipeHasTheCodeOfAWrongCommandLine() {
    Said said = Said.by("train", "--set", "training.epoch=3", "--print-recipe");
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("Did you mean training.epochs?");
  }

  @Test
  void theDoctorTrainsAndTellsProgramsWhatItFound() throws IOException {
    Said said = Said.by("doctor", "--json", "--device", "cpu", "--digits", digits);
    assertThat(said.code()).as(said.out()).isZero();
    JsonNode tree = new ObjectMapper().readTree(said.out());
    assertThat(tree.get("trainingWorks").asBoolean()).isTrue();
    assertThat(tree.at("/Engine/PyTorch/value").asText()).isEqualTo("2.7.1");
    assertThat(tree.at("/Natives/chosen/value").asText()).contains("the default");
    assertThat(tree.at("/Self-test/10 steps on cpu/value").asText()).contains("loss");
    assertThat(tree.at("/Self-test/export to ONNX/value").asText()).contains("opset");
    assertThat(tree.at("/Data/digits/value").asText()).contains("300 to train on");
  }

  @Test
  void theDoctorTellsPeopleWhatIsMissing() {
    Said said = Said.by("doctor", "--device", "cpu", "--data", folder.resolve("none").toString());
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("Machine", "GPU", "Data", "Engine", "Self-test", "Training works.")
        .contains("which is not a folder");
  }

  @Test
  void dataInfoCountsTheClasses() {
    Said said = Said.by("data", "info", "--digits", digits);
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("300 images of 28 x 28 pixels, 10 classes")
        .contains("0: 30  1: 30")
        .contains("train-images-idx3-ubyte");
  }

  @ParameterizedTest
  @ValueSource(strings = {"huang2024", "irm", "domainbed"})
  void dataPreviewWritesAPictureOfEachEnvironment(String protocol) throws IOException {
    Path pictures = folder.resolve("pictures");
    Said said =
        Said.by(
            "data",
            "preview",
            "--digits",
            digits,
            "--protocol",
            protocol,
            "--count",
            "12", //
            "--out",
            pictures.toString());
    assertThat(said.code()).as(said.err()).isZero();
    List<String> files = said.out().lines().toList();
    assertThat(files).hasSize(protocol.equals("huang2024") ? 5 : 3);
    for (String file : files) {
      assertThat(ImageIO.read(Path.of(file).toFile()).getWidth()).isGreaterThan(300);
    }
  }

  private static JsonNode readouts(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile()).get("readouts");
  }

  private Said train(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--digits",
                digits,
                "--out",
                run,
                "--device",
                "cpu",
                "--threads",
                "1", //
                "--correlations",
                "0"));
    TinyRuns.SETTINGS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.addAll(List.of(more));
    return Said.by(arguments.toArray(String[]::new));
  }
}
