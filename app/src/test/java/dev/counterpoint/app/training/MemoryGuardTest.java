package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.device.DeviceMemory;
import dev.counterpoint.app.device.OutOfMemoryException;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.recipe.Recipes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {

  /** As PyTorch says it. */
  private static final String CUDA =
      "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 7.79 GiB of"
          + " which 1.20 GiB is free.";

  private static final String DIGITS = Recipes.toYaml(TinyRuns.recipe("colored-mnist-clip"));

  @Test
  void theErrorNamesBatchRequestAndMemory() {
    OutOfMemoryException error =
        OutOfMemoryException.of(
            new EngineException(CUDA),
            "step 3 with batches of 4,096",
            Device.gpu(1),
            Optional.of(new DeviceMemory(7_000_000_000L, 8_000_000_000L)),
            "Less.");
    assertThat(error.problem())
        .isEqualTo(
            "out of memory on gpu:1: step 3 with batches of 4,096, 2.50 GiB more were asked for;"
                + " found 7,000 of 8,000 MB used, other programs included");
  }

  @Test
  void aSmallerBatchIsWhatRecipesWithoutCachingCanDo() {
    assertThatThrownBy(() -> fails(DIGITS, new EngineException(CUDA)))
        .isInstanceOf(OutOfMemoryException.class)
        .hasMessageContaining("step 5 with batches of 64")
        .hasMessageContaining("--set training.batchSize=32)")
        .hasMessageNotContaining("microBatch");
  }

  @Test
  void gradientCachingIsSuggestedWhereTheRecipeHasIt() {
    assertThatThrownBy(() -> fails(captioned(0), new EngineException(CUDA)))
        .hasMessageContaining("cache gradients in smaller parts (--set objective.microBatch=16)");
    assertThatThrownBy(() -> fails(captioned(16), new EngineException(CUDA)))
        .hasMessageContaining("in still smaller parts (--set objective.microBatch=4)");
  }

  @Test
  void otherLibrariesSayItInOtherWords() {
    EngineException cublas =
        new EngineException("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate`");
    assertThatThrownBy(() -> fails(DIGITS, cublas)).isInstanceOf(OutOfMemoryException.class);
  }

  @Test
  void whatIsNoLackOfMemoryPassesAsItIs() {
    EngineException other = new EngineException("The size of tensor a (3) must match");
    assertThatThrownBy(() -> fails(DIGITS, other)).isSameAs(other);
  }

  @Test
  void theEngineSaysItInWordsThatAreKnown() {
    // 2^47 floats are more than any machine's address space.
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      assertThatThrownBy(
              () ->
                  new MemoryGuard(64, DIGITS)
                      .guard(5, manager, () -> manager.zeros(new Shape(1L << 47))))
          .isInstanceOf(OutOfMemoryException.class)
          .hasMessageContaining("out of memory on the CPU")
          .hasMessageContaining("562949953421312 bytes more were asked for");
    }
  }

  private static String captioned(int part) {
    return CaptionedRecipes.toYaml(
        CaptionedRecipes.load("image-caption-clip", List.of("objective.microBatch=" + part)));
  }

  private static void fails(String recipe, EngineException cause) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      new MemoryGuard(64, recipe)
          .guard(
              5,
              manager,
              () -> {
                throw cause;
              });
    }
  }
}
