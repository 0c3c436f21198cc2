package dev.counterpoint.app.reproduce.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunDirectoryException;
import dev.counterpoint.app.run.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a training of an experiment is begun, gone on with and done. */
class TrainingJobTest {

  private static final ColoredDigitsJob JOB =
      new ColoredDigitsJob(
          "multi", "colored-mnist-clip", List.of("training.epochs=2"), 3, List.of(-1.0, 0.5));

  @TempDir private Path folder;

  private Path run;

  @BeforeEach
  void nameRun() {
    run = folder.resolve(JOB.id());
  }

  private void begin(ColoredDigitsJob job) throws IOException {
    Files.createDirectories(run);
    Files.writeString(run.resolve("recipe.yaml"), Recipes.toYaml(job.load()));
    RunManifest.begin(job.seed(), TinyRuns.digits(), "cpu", 1).write(run.resolve("run.json"));
  }

  private void finish(ColoredDigitsJob job) throws IOException {
    begin(job);
    EvaluationFile.write(
        run.resolve("evaluation.json"), new RunEvaluation("clip", job.seed(), 5, 1, List.of()));
  }

  private static ColoredDigitsJob with(long seed, String... settings) {
    return new ColoredDigitsJob(
        JOB.group(), JOB.recipe(), List.of(settings), seed, JOB.correlations());
  }

  @Test
  void aNewTrainingIsToldItsRecipeItsSeedAndItsSettings() {
    assertThat(JOB.arguments(run))
        .containsExactly(
            "train",
            "--worker",
            "--out",
            run.toString(),
            "--recipe",
            "colored-mnist-clip",
            "--seed",
            "3",
            "--set",
            "training.epochs=2",
            "--correlations=-1.0,0.5");
  }

  @Test
  void aTrainingOnPicturesWithCaptionsHasItsSourcesInItsSettings() {
    CaptionedJob job =
        new CaptionedJob("words", "image-caption-words", List.of("data.sources=[openmoji]"), 2);
    Path own = folder.resolve(job.id());
    assertThat(job.arguments(own))
        .containsExactly(
            "train",
            "clip",
            "--worker",
            "--out",
            own.toString(),
            "--recipe",
            "image-caption-words",
            "--seed",
            "2",
            "--set",
            "data.sources=[openmoji]",
            "--labels",
            "openmoji-groups");
    assertThat(job.need()).contains(DataNeed.CAPTIONED_PICTURES);
    assertThat(job.isDone(own)).as("nothing there").isFalse();
  }

  @Test
  void oneTowerHasNoZeroShot() {
    CaptionedJob job =
        new CaptionedJob("pictures", "image-caption-simclr", List.of("data.sources=[openmoji]"), 2);
    assertThat(job.measurement()).isEmpty();
  }

  @Test
  void aTrainingThatHasBegunIsResumed() throws IOException {
    begin(JOB);
    assertThat(JOB.isDone(run)).isFalse();
    assertThat(JOB.arguments(run))
        .containsExactly(
            "train", "--worker", "--out", run.toString(), "--resume", "--correlations=-1.0,0.5");
  }

  @Test
  void whatDiedBeforeItHadARecipeBeginsAgain() throws IOException {
    begin(JOB);
    Files.delete(run.resolve("run.json"));
    assertThat(JOB.arguments(run)).contains("--recipe").doesNotContain("--resume");
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void aTrainingIsDoneWhenItIsMeasuredWithTheSameRecipeAndSeed() throws IOException {
    assertThat(JOB.isDone(run)).as("nothing there").isFalse();
    finish(JOB);
    assertThat(JOB.isDone(run)).isTrue();
    assertThat(with(4, "training.epochs=2").isDone(run)).as("another seed").isFalse();
    assertThat(with(3, "training.epochs=5").isDone(run)).as("another recipe").isFalse();
    assertThat(JOB.result(run).evaluation().step()).isEqualTo(5);
    assertThat(JOB.result(run).run()).map(RunManifest::seed).contains(3L);
  }

  @Test
  void aTrainingOnPicturesWithCaptionsIsDoneWhenItIsMeasuredWithTheSameRecipeAndSeed()
      throws IOException {
    CaptionedJob job = new CaptionedJob("words", "image-caption-words", List.of("data.side=32"), 2);
    Path own = Files.createDirectories(folder.resolve(job.id()));
    Files.writeString(own.resolve("recipe.yaml"), job.description());
    RunManifest.begin(2, TinyRuns.digits(), "cpu", 1).write(own.resolve("run.json"));
    assertThat(job.isDone(own)).as("not measured").isFalse();
    assertThat(job.arguments(own)).contains("--resume").doesNotContain("--recipe");
    Files.writeString(own.resolve("retrieval.json"), "{\"pictures\": 3}");
    assertThat(job.isDone(own)).isTrue();
    assertThat(job.result(own).retrieval().pictures()).isEqualTo(3);
    CaptionedJob other = new CaptionedJob("words", "image-caption-words", List.of(), 2);
    assertThat(other.isDone(own)).as("another recipe").isFalse();
  }

  @Test
  void aRunThatAnotherProcessWritesToIsNotTouched() throws IOException {
    finish(JOB);
    try (RunDirectory held = RunDirectory.open(run)) {
      assertThatThrownBy(() -> JOB.isDone(held.path()))
          .isInstanceOf(RunDirectoryException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aResultThatIsNotThereIsAnErrorThatNamesTheFile() throws IOException {
    begin(JOB);
    assertThatThrownBy(() -> JOB.result(run))
        .isInstanceOf(FileNotReadException.class)
        .hasMessageContaining("evaluation.json");
  }

  @Test
  void aResultOfAnotherKindIsNotTakenForThisOne() throws IOException {
    finish(JOB);
    FinishedJob finished = new FinishedJob(JOB, run, JOB.result(run));
    assertThat(finished.result(DigitsResult.class).manifest().seed()).isEqualTo(3);
    assertThatThrownBy(() -> finished.result(CaptionedResult.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multi-seed-3: expected a CaptionedResult, found a DigitsResult");
  }
}
