package dev.counterpoint.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.DigitsResult;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one experiment computed, another does not compute again. */
class EarlierJobsTest {

  private static final ColoredDigitsJob EARLIER = job("multi", 3, List.of(-1.0, 0.0, 1.0));

  @TempDir private Path folder;

  private Path left;
  private final EarlierJobs earlier = new EarlierJobs();

  private static ColoredDigitsJob job(
      String group, long seed, List<Double> correlations, String... settings) {
    return new ColoredDigitsJob(group, "colored-mnist-clip", List.of(settings), seed, correlations);
  }

  @BeforeEach
  void nameWhatIsLeft() {
    left = folder.resolve("one").resolve(EARLIER.id());
  }

  private void finish() throws IOException {
    Files.createDirectories(left.resolve("checkpoints"));
    Files.writeString(left.resolve("recipe.yaml"), Recipes.toYaml(EARLIER.load()));
    Files.writeString(left.resolve("checkpoints").resolve("step"), "weights");
    RunManifest.begin(EARLIER.seed(), TinyRuns.digits(), "cpu", 1).write(left.resolve("run.json"));
    EvaluationFile.write(
        left.resolve("evaluation.json"), new RunEvaluation("clip", 3, 5, 1, List.of()));
    Files.writeString(left.resolve(".lock"), "");
    earlier.add(EARLIER, left);
  }

  @Test
  void theResultIsCopiedAndNoProcessRuns() throws IOException {
    finish();
    ColoredDigitsJob job = job("one-hot", 3, List.of(-1.0, 1.0));
    Path runs = folder.resolve("two");
    Optional<List<FinishedJob>> finished;
    try (WorkerSlots slots = new WorkerSlots(1)) {
      finished =
          new JobRunner(
                  Files.createDirectories(runs),
                  FixedData.of(1000),
                  List.of(),
                  slots.line(),
                  earlier,
                  new Interrupt(),
                  warning -> {})
              .run(List.of(job), share -> {});
    }
    Path copy = runs.resolve("one-hot-seed-3");
    assertThat(finished.orElseThrow().get(0).directory()).isEqualTo(copy);
    assertThat(finished.orElseThrow().get(0).result(DigitsResult.class).evaluation().seed())
        .isEqualTo(3);
    assertThat(job.isDone(copy)).isTrue();
    assertThat(copy.resolve("checkpoints").resolve("step")).hasContent("weights");
    assertThat(earlier.copy(job("again", 3, List.of(1.0)), runs.resolve("again"))).isTrue();
    assertThat(runs.resolve("again").resolve(".lock")).doesNotExist();
    try (Stream<Path> all = Files.list(runs)) {
      assertThat(all)
          .as("no log of a process, no part of a copy")
          .containsExactlyInAnyOrder(copy, runs.resolve("again"));
    }
  }

  @Test
  void aCopyThatCannotBeMadeIsAnErrorThatNamesItsPlace() throws IOException {
    finish();
    Path file = Files.writeString(folder.resolve("a-file"), "");
    assertThatThrownBy(() -> earlier.copy(job("one-hot", 3, List.of()), file.resolve("run")))
        .isInstanceOf(FileNotWrittenException.class)
        .hasMessageContaining("a-file");
  }

  @Test
  void whatIsNotTheSameOrNotDoneIsNotCopied() throws IOException {
    Path directory = folder.resolve("other");
    assertThat(earlier.copy(job("one-hot", 3, List.of()), directory)).as("not done").isFalse();
    finish();
    assertThat(earlier.copy(job("multi", 4, List.of()), directory)).as("other seed").isFalse();
    assertThat(earlier.copy(job("multi", 3, List.of(0.5)), directory))
        .as("a point that was not measured")
        .isFalse();
    assertThat(earlier.copy(job("multi", 3, List.of(), "training.epochs=2"), directory))
        .as("other recipe")
        .isFalse();
    assertThat(directory).doesNotExist();
    assertThat(earlier.copy(job("one-hot", 3, List.of()), directory)).isTrue();
  }
}
