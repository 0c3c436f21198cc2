package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.recipe.Recipe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceTest {

  private static final String BASE = "colored-mnist-supervised";

  @TempDir Path folder;

  @Test
  void aLossThatIsNotFiniteStopsTheRunAndNamesStepAndBatch() {
    // The first step throws the weights out of all bounds, the second finds out.
    Recipe recipe = TinyRuns.recipe(BASE, "optimizer.learningRate=1e30", "data.labelNoise=0");

    assertThatThrownBy(() -> TinyRuns.train(folder, recipe))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("training diverged: the loss of step 1 (epoch 0, batch 1) is")
        .hasMessageContaining("optimizer.learningRate");
    assertThat(folder.resolve("checkpoints")).doesNotExist();
    assertThat(TinyRuns.metrics(folder)).isEmpty();
  }

  @Test
  void theCheckpointBeforeItIsKept() {
    // A warm-up this long keeps the first steps small enough to be saved.
    Recipe recipe =
        TinyRuns.recipe(
            BASE,
            "optimizer.type=sgd",
            "optimizer.learningRate=1e12",
            "optimizer.warmupSteps=1000000000",
            "training.checkpointEvery=1");

    assertThatThrownBy(() -> TinyRuns.train(folder, recipe))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("(epoch 0, batch ");

    assertThat(TinyRuns.state(folder).firstNotFinite()).isEmpty();
    assertThat(TinyRuns.state(folder).step()).isPositive();
  }

  @Test
  void aParameterThatIsNotFiniteIsNeverSaved() {
    // A single step: its loss is that before the update, and only the parameters tell.
    Recipe recipe =
        TinyRuns.recipe(
            BASE, "optimizer.learningRate=1e39", "training.epochs=1", "training.batchSize=300");

    assertThatThrownBy(() -> TinyRuns.train(folder, recipe))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("after step 0 (epoch 0, batch 0), parameter image-encoder/");
    assertThat(folder.resolve("checkpoints")).doesNotExist();
  }
}
