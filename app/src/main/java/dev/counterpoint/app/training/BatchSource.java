package dev.counterpoint.app.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.network.Network;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Batches by address: the batch of (epoch, step) is the same whenever it is asked for, so that a
 * resumed run needs to know no more than its step.
 */
public interface BatchSource extends AutoCloseable {

  /** Whole batches an epoch; what is left over waits for the next epoch's order. */
  int stepsPerEpoch();

  /** Examples a batch. */
  int batchSize();

  /**
   * One batch.
   *
   * @param step manager of the training step; owns every array of the batch
   * @param epoch counted from 0
   * @param stepInEpoch in {@code 0 .. stepsPerEpoch() - 1}
   */
  Batch batch(NDManager step, int epoch, int stepInEpoch);

  /**
   * For how long {@link #batch} has waited so far for examples that were not there yet,
   * nanoseconds; empty where all examples are in memory from the start.
   */
  default OptionalLong waitedNanos() {
    return OptionalLong.empty();
  }

  /**
   * Numbers that tell what a network has learned of this data, for metrics lines.
   *
   * @param scratch owner of the results
   * @return scalars, {@code (1)}, by name; the names are the same at every step
   */
  default Map<String, NDArray> traces(Network network, NDManager scratch) {
    return Map.of();
  }

  @Override
  void close();
}
