package dev.counterpoint.app.training;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.device.DeviceMemory;
import dev.counterpoint.app.device.OutOfMemoryException;
import java.util.function.Supplier;

/**
 * Says in a person's words that a step needs more memory than there is, and what to change.
 *
 * @param batchSize examples a step
 * @param recipe as YAML; it tells whether gradients can be cached
 */
record MemoryGuard(int batchSize, String recipe) {

  private static final String PART = "microBatch:";

  /**
   * Computes something of a step.
   *
   * @param step counted from 0
   * @param manager on the device
   * @throws OutOfMemoryException if there is not enough memory for it
   */
  <T> T guard(long step, NDManager manager, Supplier<T> work) {
    try {
      return work.get();
    } catch (EngineException e) {
      if (!OutOfMemoryException.isCause(e)) {
        throw e;
      }
      throw OutOfMemoryException.of(
          e,
          "step %d with batches of %,d".formatted(step, batchSize),
          manager.getDevice(),
          DeviceMemory.of(manager.getDevice()),
          remedy());
    }
  }

  private String remedy() {
    int half = Math.max(1, batchSize / 2);
    String smaller =
        "Begin anew with a smaller batch (--set training.batchSize=%d)".formatted(half);
    int at = recipe.indexOf(PART);
    if (at < 0) {
      return smaller + ", or with smaller pictures or a smaller encoder.";
    }
    int part = Integer.parseInt(recipe.substring(at + PART.length()).strip().split("\\s", 2)[0]);
    int next = Math.max(1, (part == 0 ? batchSize : part) / 4);
    return smaller
        + ", or keep it and cache gradients in %s parts (--set objective.microBatch=%d)."
            .formatted(part == 0 ? "smaller" : "still smaller", next);
  }
}
