package dev.counterpoint.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSizeTest {

  @TempDir Path folder;

  @Test
  void aBatchLargerThanTheDataNamesBothAndTheNearestValidSize() {
    assertThatThrownBy(
            () ->
                TinyRuns.train(
                    folder, TinyRuns.recipe("colored-mnist-clip", "training.batchSize=301")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("training.batchSize: expected at most the 300 training examples")
        .hasMessageContaining("found 301")
        .hasMessageContaining("The nearest valid value is 300.");
  }

  @Test
  void moreTrainingExamplesThanThereAreIsRefused() {
    assertThatThrownBy(
            () ->
                TinyRuns.train(
                    folder, TinyRuns.recipe("colored-mnist-clip", "data.trainingExamples=301")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("data.trainingExamples: expected at most 300, found 301");
  }

  @Test
  void aBatchOfAllTheDataTrains() {
    assertThat(
            TinyRuns.train(folder, TinyRuns.recipe("colored-mnist-clip", "training.batchSize=300")))
        .isEqualTo(Ending.COMPLETE);
    assertThat(TinyRuns.state(folder).step()).isEqualTo(2);
  }

  @Test
  void aBatchOfTwoIsEnoughToContrast() {
    assertThat(
            TinyRuns.train(
                folder,
                TinyRuns.recipe(
                    "colored-mnist-simclr",
                    "training.batchSize=2",
                    "data.trainingExamples=10",
                    "training.epochs=1")))
        .isEqualTo(Ending.COMPLETE);
  }
}
