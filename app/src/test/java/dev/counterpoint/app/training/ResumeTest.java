package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped and resumed is, bit by bit, the run that was not. */
class ResumeTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"colored-mnist-clip", "colored-mnist-simclr", "colored-mnist-supervised"})
  void aResumedRunEndsWithTheSameBitsWhereverItWasStopped(String base) {
    // Before the first metrics line, in mid-epoch between two lines, at a line, at the end of an
    // epoch, one step before the end.
    assertSameBits(TinyRuns.recipe(base), 1, 6, 8, TinyRuns.STEPS_PER_EPOCH, TinyRuns.STEPS - 1);
  }

  @Test
  void aRunThatWasStoppedManyTimesEndsWithTheSameBits() {
    Recipe recipe =
        TinyRuns.recipe(
            "colored-mnist-clip",
            "objective.learnTemperature=true",
            "optimizer.clipNorm=0.5",
            "optimizer.warmupSteps=5",
            "training.checkpointEvery=4");
    assertSameBits(recipe, 2, 3, 4, 7, 11, 17);
  }

  @Test
  void momentumSurvivesAStop() {
    assertSameBits(
        TinyRuns.recipe(
            "colored-mnist-supervised", "optimizer.type=sgd", "optimizer.learningRate=0.05"),
        5,
        13);
  }

  @Test
  void everyAugmentationContinuesItsRandomness() {
    assertSameBits(
        TinyRuns.recipe(
            "colored-mnist-simclr",
            "augmentation.rotation=20",
            "augmentation.shift=0.1",
            "augmentation.blur=0.5",
            "augmentation.colorJitter=0.5",
            "augmentation.grayscale=0.2"),
        7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bag-of-words", "text-tiny"})
  void sentencesContinueWhereTheyWere(String encoder) {
    assertSameBits(
        TinyRuns.recipe(
            "colored-mnist-clip", "data.captionForm=sentence", "encoder.sentence=" + encoder),
        3,
        TinyRuns.STEPS_PER_EPOCH + 2);
  }

  @Test
  void aRunThatIsCompleteStaysAsItIs() {
    Recipe recipe = TinyRuns.recipe("colored-mnist-clip");
    Path run = folder.resolve("run");
    TinyRuns.train(run, recipe);
    TrainState state = TinyRuns.state(run);
    List<String> metrics = TinyRuns.metrics(run);

    assertThat(TinyRuns.train(run, recipe)).isEqualTo(Ending.COMPLETE);

    assertThat(TinyRuns.state(run)).isEqualTo(state);
    assertThat(TinyRuns.metrics(run)).isEqualTo(metrics);
  }

  @Test
  void anotherSeedGivesOtherBits() {
    // Guards the comparison of this test: it must be able to tell two trainings apart.
    Recipe recipe = TinyRuns.recipe("colored-mnist-clip");
    TinyRuns.train(folder.resolve("one"), recipe);
    TinyRuns.train(
        folder.resolve("two"), TinyRuns.recipe("colored-mnist-clip", "data.colorRate=0.7"));

    assertThat(TinyRuns.state(folder.resolve("one")).tensors())
        .isNotEqualTo(TinyRuns.state(folder.resolve("two")).tensors());
  }

  private void assertSameBits(Recipe recipe, long... stops) {
    Path straight = folder.resolve("straight");
    assertThat(TinyRuns.train(straight, recipe)).isEqualTo(Ending.COMPLETE);
    assertThat(TinyRuns.metrics(straight)).hasSize(5);
    Path stopped = folder.resolve("stopped");
    for (long stop : stops) {
      assertThat(TinyRuns.stopAt(stop, stopped, recipe)).isEqualTo(Ending.INTERRUPTED);
      assertThat(TinyRuns.state(stopped).step()).isEqualTo(stop);
    }
    assertThat(TinyRuns.train(stopped, recipe)).isEqualTo(Ending.COMPLETE);

    assertThat(TinyRuns.metrics(stopped)).isEqualTo(TinyRuns.metrics(straight));
    TrainState expected = TinyRuns.state(straight);
    TrainState found = TinyRuns.state(stopped);
    assertThat(found.step()).isEqualTo(TinyRuns.STEPS);
    assertThat(found.tensors())
        .extracting(TensorEntry::name)
        .anyMatch(name -> name.startsWith("parameter/"))
        .anyMatch(name -> name.startsWith("optimizer/"));
    for (int i = 0; i < expected.tensors().size(); i++) {
      assertThat(found.tensors().get(i))
          .as(expected.tensors().get(i).name())
          .isEqualTo(expected.tensors().get(i));
    }
    assertThat(found).isEqualTo(expected);
  }
}
