package dev.counterpoint.app.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.app.training.TrainingProgress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class GpuTrainingTest {

  /** Nats; the order of sums differs from the CPU's, and 18 steps carry that on. */
  private static final double TOLERANCE = 0.05;

  @TempDir Path folder;

  @GpuTest
  void multiModalTrainingOnTheGpuEndsCloseToTheCpu() {
    assertCloseToCpu("colored-mnist-clip");
  }

  @GpuTest
  void singleModalTrainingOnTheGpuEndsCloseToTheCpu() {
    assertCloseToCpu("colored-mnist-simclr");
  }

  private void assertCloseToCpu(String base) {
    Recipe recipe = TinyRuns.recipe(base);
    List<Double> cpu = losses(recipe, "cpu");
    List<Double> gpu = losses(recipe, "gpu");
    assertThat(gpu).hasSameSizeAs(cpu).allMatch(Double::isFinite);
    for (int i = 0; i < cpu.size(); i++) {
      assertThat(gpu.get(i)).as("metrics line " + i).isCloseTo(cpu.get(i), within(TOLERANCE));
    }
  }

  private List<Double> losses(Recipe recipe, String device) {
    Path run = folder.resolve(device);
    assertThat(TinyRuns.train(run, recipe, device, new Interrupt(), TrainingProgress.SILENT))
        .isEqualTo(Ending.COMPLETE);
    return TinyRuns.losses(run);
  }
}
