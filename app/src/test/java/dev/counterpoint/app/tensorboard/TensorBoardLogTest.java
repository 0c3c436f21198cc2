package dev.counterpoint.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.app.tensorboard.EventReader.Message;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {

  @TempDir Path folder;

  @Test
  void aTrainingThatIsResumedHasThePointsOfItsMetricsLines() throws IOException {
    Path run = folder.resolve("run");
    Recipe recipe = TinyRuns.recipe("colored-mnist-clip");
    Interrupt interrupt = new Interrupt();
    train(run, recipe, interrupt, (done, total, loss) -> stopAt(10, done, interrupt));
    train(run, recipe, new Interrupt(), TrainingProgress.SILENT);

    List<Float> losses = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    for (Message event : events(run)) {
      if (event.has(5) && event.values().get(0).get(1).text().equals("train/loss")) {
        steps.add(event.get(2).bits());
        losses.add(event.values().get(0).get(2).single());
        assertThat(event.values())
            .extracting(v -> v.get(1).text())
            .containsExactly(
                "train/loss", "train/learningRate", "train/samplesPerSecond", "train/epoch");
      }
    }
    assertThat(steps).containsExactly(4L, 8L, 12L, 16L, 18L);
    assertThat(losses).isEqualTo(TinyRuns.losses(run).stream().map(Double::floatValue).toList());
  }

  @Test
  void theRecipeIsACodeBlock() throws IOException {
    try (TensorBoardLog board = new TensorBoardLog(folder.resolve("tensorboard"), "seed: 1\n")) {
      board.startAt(0);
    }

    Message value = events(folder).get(2).values().get(0);
    assertThat(value.get(1).text()).isEqualTo("recipe");
    assertThat(value.get(8).message().get(8).text()).isEqualTo("```yaml\nseed: 1\n\n```\n");
  }

  @Test
  void aRecipeCannotEndItsCodeBlock() throws IOException {
    try (TensorBoardLog board = new TensorBoardLog(folder.resolve("tensorboard"), "a: '```'")) {
      board.startAt(0);
    }

    assertThat(events(folder).get(2).values().get(0).get(8).message().get(8).text())
        .startsWith("````yaml\n")
        .endsWith("\n````\n");
  }

  @Test
  void aPointBeforeTheStartIsAnErrorOfTheProgram() {
    try (TensorBoardLog board = new TensorBoardLog(folder, "")) {
      assertThatThrownBy(() -> board.line(1, 0, Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has not started");
    }
  }

  private static void stopAt(long step, long done, Interrupt interrupt) {
    if (done == step) {
      interrupt.request();
    }
  }

  private static void train(
      Path path, Recipe recipe, Interrupt interrupt, TrainingProgress progress) throws IOException {
    Files.createDirectories(path);
    for (String name : List.of("recipe.yaml", "run.json")) {
      if (!Files.exists(path.resolve(name))) {
        Files.createFile(path.resolve(name));
      }
    }
    try (RunDirectory directory = RunDirectory.open(path);
        TrainingRun run =
            new TrainingRun(directory, recipe, 7, TinyRuns.digits(), new DeviceChoice("cpu"));
        TensorBoardLog board = new TensorBoardLog(directory.tensorboard(), "seed: 7\n")) {
      run.train(interrupt, progress, warning -> {}, board);
    }
  }

  /** The events of all files in the order of their names. */
  private static List<Message> events(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
      return files.sorted().flatMap(file -> EventReader.read(file).stream()).toList();
    }
  }
}
