package dev.counterpoint.app.cli.captioned;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.captioned.Tables;
import dev.counterpoint.app.captioned.TinyCaptioned;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for captioned pictures as a person uses them. */
class TrainClipCommandTest {

  @TempDir Path folder;

  private String run() {
    return folder.resolve("run").toString();
  }

  @Test
  void aRunIsTrainedMeasuredAndMeasuredAgainWithTheSameResult() throws IOException {
    Said trained = train("--data", "drawn:60");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("caption -> picture").contains("linear probe of pictures");
    Path again = folder.resolve("again.json");

    Said measured =
        Said.by(
            "evaluate", "retrieval", run(), "--no-shifts", "--device", "cpu", "--out", "" + again);

    assertThat(measured.code()).as(measured.err()).isZero();
    assertThat(measured.out()).isEqualTo(trained.out());
    assertThat(withoutTime(again)).isEqualTo(withoutTime(Path.of(run(), "retrieval.json")));
    assertThat(folder.resolve("run"))
        .isDirectoryContaining("glob:**/recipe.yaml")
        .isDirectoryContaining("glob:**/tokenizer.json")
        .isDirectoryContaining("glob:**/run.json")
        .isDirectoryContaining("glob:**/metrics.jsonl")
        .isDirectoryContaining("glob:**/tensorboard");
  }

  @Test
  void zeroShotTakesLabelsAndPromptsFromFiles() throws IOException {
    train("--data", "drawn:60", "--no-tensorboard");
    Path labels =
        Files.writeString(
            folder.resolve("labels.txt"),
            "circle\tround thing\nsquare\tsquare\nstar\tbright star\n");
    Path prompts = Files.writeString(folder.resolve("prompts.txt"), "a {}\na picture of a {}\n");

    Said said =
        Said.by(
            "evaluate",
            "retrieval",
            run(),
            "--no-shifts",
            "--device",
            "cpu",
            "--labels",
            labels.toString(),
            "--prompts",
            prompts.toString());

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("zero-shot of 3 labels");
  }

  @Test
  void labelsThatNoPictureHasAreRefused() throws IOException {
    train("--data", "drawn:60", "--no-tensorboard");
    Path labels = Files.writeString(folder.resolve("labels.txt"), "cat\ndog\n");

    Said said = Said.by("evaluate", "retrieval", run(), "--labels", labels.toString());

    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("labels that were given; they have [").contains("circle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-caption-simclr", "image-caption-text"})
  void aRunWithOneTowerHasNoZeroShot(String recipe) throws IOException {
    Said trained = train("--data", "drawn:60", "--recipe", recipe);
    assertThat(trained.code()).as(trained.err()).isZero();
    Path labels = Files.writeString(folder.resolve("labels.txt"), "circle\nsquare\n");

    Said said = Said.by("evaluate", "retrieval", run(), "--labels", labels.toString());

    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("zero-shot, which needs a tower of pictures and one of");
  }

  @Test
  void promptsWithoutAPlaceForTheLabelAreRefused() throws IOException {
    train("--data", "drawn:60", "--no-tensorboard");
    Path prompts = Files.writeString(folder.resolve("prompts.txt"), "a picture\n");

    Said said = Said.by("evaluate", "retrieval", run(), "--prompts", prompts.toString());

    assertThat(said.code()).as(said.err()).isIn(ExitCode.USAGE, ExitCode.DATA);
    assertThat(said.err()).contains("prompts.txt").contains("{}");
  }

  @Test
  void aRunIsResumedFromAnotherFolder() throws IOException {
    Path table = Tables.drawn(folder.resolve("data"), 40, i -> "x");
    Path relative = Path.of("").toAbsolutePath().relativize(table);
    Said said = train("--data", relative.toString());
    assertThat(said.code()).as(said.err()).isZero();

    assertThat(Files.readString(Path.of(run(), "recipe.yaml"))).contains(table.toString());
    Said resumed = Said.by("train", "clip", "--resume", "--no-shifts", "--out", run());
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.out()).isEqualTo(said.out());
  }

  @Test
  void dataThatHaveChangedSinceAreRefused() throws IOException {
    Path table = Tables.drawn(folder.resolve("data"), 40, i -> "x");
    assertThat(train("--data", table.toString()).code()).isZero();
    Files.writeString(table, Files.readString(table).replace("a ", "one "));

    for (Said said :
        List.of(
            Said.by("train", "clip", "--resume", "--out", run()),
            Said.by("evaluate", "retrieval", run()))) {
      assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DATA);
      assertThat(said.err()).contains("the run was trained on").contains("have changed");
    }
  }

  @Test
  void aSplitThatHasChangedSinceIsRefused() throws IOException {
    Path table = Tables.drawn(folder.resolve("data"), 40, i -> i < 30 ? "train" : "test");
    Said trained = train("--data", table.toString(), "--set", "data.split=field");
    assertThat(trained.code()).as(trained.err()).isZero();
    // What was trained on would be measured on.
    Tables.drawn(folder.resolve("data"), 40, i -> i < 30 ? "test" : "train");

    Said said = Said.by("evaluate", "retrieval", run());
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("have changed");
  }

  @Test
  void withNothingHeldOutARunIsTrainedAndSaysSoWhenItIsToBeMeasured() {
    Said trained = train("--data", "drawn:30", "--set", "data.heldOut=0");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("nothing is held out");

    Said measured = Said.by("evaluate", "retrieval", run());
    assertThat(measured.code()).isEqualTo(ExitCode.DATA);
    assertThat(measured.err()).contains("no part 'test'").contains("data.heldOut");
  }

  @Test
  void runsOfOneKindNameTheCommandThatMeasuresThem() throws IOException {
    train("--data", "drawn:30", "--no-tensorboard");
    for (Said said :
        List.of(Said.by("evaluate", run()), Said.by("train", "--resume", "--out", run()))) {
      assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
      assertThat(said.err()).contains("'train clip'").contains("'evaluate retrieval'");
    }

    Path digits = TinyRuns.writeFiles(folder.resolve("digits"));
    String other = folder.resolve("other").toString();
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--digits", "" + digits, "--out", other, "--device", "cpu"));
    TinyRuns.SETTINGS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    Said trained = Said.by(arguments.toArray(String[]::new));
    assertThat(trained.code()).as(trained.err()).isZero();
    for (Said said :
        List.of(
            Said.by("evaluate", "retrieval", other),
            Said.by("train", "clip", "--resume", "--out", other))) {
      assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
      assertThat(said.err()).contains("'train'").contains("'evaluate'");
    }
  }

  @Test
  void recipesOfTheOtherKindNameTheirCommand() {
    Said digits = Said.by("train", "clip", "--recipe", "colored-mnist-clip");
    assertThat(digits.code()).isEqualTo(ExitCode.USAGE);
    assertThat(digits.err()).contains("It is one of 'train'").contains("image-caption-clip");

    Said captions = Said.by("train", "--recipe", "image-caption-clip");
    assertThat(captions.code()).isEqualTo(ExitCode.USAGE);
    assertThat(captions.err()).contains("It is one of 'train clip'");
  }

  @Test
  void whatIsRefusedBeforeTheTrainingLeavesTheDirectoryFree() {
    Said few = train("--data", "drawn:30", "--set", "training.batchSize=64");
    assertThat(few.code()).isEqualTo(ExitCode.USAGE);
    assertThat(few.err()).contains("training.batchSize").contains("nearest valid value");

    Said cut = train("--data", "drawn:30", "--set", "objective.microBatch=2");
    assertThat(cut.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cut.err()).contains("BatchNorm");

    assertThat(train("--data", "drawn:30").code()).isZero();
  }

  @Test
  void thereMustBeData() {
    Said said = train();
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("data.sources").contains("--data");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train clip --resume --data photos",
        "train clip --resume --set training.epochs=3",
        "train clip --resume --out x --seed 2",
        "train clip --loaders -1",
        "train clip --digits x",
        "evaluate retrieval",
        "evaluate retrieval x --parts test",
      })
  void aWrongCommandLineIsExplainedInAFewLines(String line) {
    Said said = Said.by(line.split(" "));
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).startsWith("error: ").contains("--help'.");
    assertThat(said.err().lines().count()).isLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train clip --help", "evaluate retrieval --help"})
  void helpSaysWhatItIsFor(String line) {
    Said said = Said.by(line.split(" "));
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("pictures").contains("Options:");
  }

  private static ObjectNode withoutTime(Path file) throws IOException {
    return ((ObjectNode) new ObjectMapper().readTree(file.toFile())).without("seconds");
  }

  private Said train(String... more) {
    return trainInto(run(), more);
  }

  /** Trains a tiny model by the command. */
  static Said trainInto(String run, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "clip", "--out", run, "--device", "cpu", "--threads", "1"));
    arguments.addAll(List.of("--no-shifts", "--loaders", "1"));
    TinyCaptioned.SETTINGS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    arguments.addAll(List.of(more));
    return Said.by(arguments.toArray(String[]::new));
  }
}
