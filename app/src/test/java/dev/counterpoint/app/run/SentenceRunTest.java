package dev.counterpoint.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.data.SentenceDigitCaptions;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.evaluation.Readout;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.export.NotExportableException;
import dev.counterpoint.app.export.RunExport;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings whose captions are sentences, from the recipe to what is measured. */
class SentenceRunTest {

  @TempDir private Path folder;

  private static Recipe recipe(String encoder, String... more) {
    String[] settings = new String[more.length + 2];
    settings[0] = "data.captionForm=sentence";
    settings[1] = "encoder.sentence=" + encoder;
    System.arraycopy(more, 0, settings, 2, more.length);
    return TinyRuns.recipe("colored-mnist-clip", settings);
  }

  private TrainingRun open(RunDirectory directory, Recipe recipe) {
    return new TrainingRun(directory, recipe, 7, TinyRuns.digits(), new DeviceChoice("cpu"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bag-of-words", "text-tiny"})
  void aRunOnSentencesIsTrainedAndMeasured(String encoder) {
    Path path = folder.resolve("run");
    Recipe recipe =
        recipe(
            encoder, "encoder.features=32", "optimizer.learningRate=0.003", "training.epochs=12");
    TinyRuns.train(path, recipe);
    assertThat(TinyRuns.losses(path).get(TinyRuns.losses(path).size() - 1))
        .isLessThan(TinyRuns.losses(path).get(0));
    try (RunDirectory directory = RunDirectory.open(path);
        TrainingRun run = open(directory, recipe)) {
      RunEvaluation evaluation = run.evaluate(warning -> {});
      ReadoutScore zeroShot = evaluation.readout("zero-shot", Readout.Layer.EMBEDDING);
      assertThat(zeroShot.facts()).containsEntry("promptsPerClass", 420);
      assertThat(zeroShot.train().noisy()).as("chance is a tenth").isGreaterThan(25);
    }
  }

  @Test
  void theTokenizerStaysWithTheRunAndIsTheOneThatIsReadWith() throws IOException {
    Path path = folder.resolve("run");
    Recipe recipe = recipe("bag-of-words");
    TinyRuns.train(path, recipe);
    Path tokenizer = path.resolve("tokenizer.json");
    byte[] kept = Files.readAllBytes(tokenizer);
    try (RunDirectory directory = RunDirectory.open(path);
        TrainingRun run = open(directory, recipe)) {
      TrainedLearner trained = run.trained(warning -> {});
      assertThat(trained.captions())
          .hasValueSatisfying(
              form -> assertThat(((SentenceDigitCaptions) form).tokenizer()).isEqualTo(kept));
    }
    Files.writeString(tokenizer, "{}");
    try (RunDirectory directory = RunDirectory.open(path)) {
      assertThatThrownBy(() -> open(directory, recipe))
          .isInstanceOf(CounterpointException.class)
          .hasMessageContaining("tokenizer.json");
    }
  }

  @Test
  void aRunOnCodesHasNoTokenizer() {
    Path path = folder.resolve("run");
    TinyRuns.train(path, TinyRuns.recipe("colored-mnist-clip", "training.epochs=1"));
    assertThat(path.resolve("tokenizer.json")).doesNotExist();
  }

  @Test
  void aBundleOfSentencesIsRefusedBeforeAnyWork() {
    Path path = folder.resolve("run");
    Recipe recipe = recipe("bag-of-words", "training.epochs=1");
    TinyRuns.train(path, recipe);
    try (RunDirectory directory = RunDirectory.open(path);
        TrainingRun run = open(directory, recipe)) {
      RunManifest manifest = RunManifest.begin(7, TinyRuns.digits(), "cpu", 1).ended("complete", 1);
      RunExport export =
          new RunExport(run.trained(warning -> {}), manifest, run.evaluate(warning -> {}));
      assertThatThrownBy(() -> export.write("tiny", folder.resolve("bundle"), false))
          .isInstanceOf(NotExportableException.class)
          .hasMessageContaining("captions that are sentences")
          .hasMessageContaining("data.captionForm=one-hot");
      assertThat(folder.resolve("bundle")).doesNotExist();
    }
  }
}
