package dev.counterpoint.app.fusion;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.datasets.random.RandomAddress;

/**
 * Batches of examples that lie on the device. Each epoch has an order of its own; the batch of a
 * step follows from seed, epoch and step alone.
 */
public final class FusionBatches implements BatchSource {

  private final ResidentPart part;
  private final int batchSize;
  private final RandomAddress address;
  private int orderedEpoch = -1;
  private int[] order;

  /**
   * Batches of a part.
   *
   * @param part stays the caller's to close
   * @param batchSize examples a batch, at most as many as there are
   * @param root of the run's randomness
   */
  public FusionBatches(ResidentPart part, int batchSize, RandomAddress root) {
    this.part = part;
    this.batchSize = batchSize;
    this.address = root.purpose("order");
  }

  @Override
  public int stepsPerEpoch() {
    return part.size() / batchSize;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public Batch batch(NDManager step, int epoch, int stepInEpoch) {
    if (epoch != orderedEpoch) {
      order = address.at(epoch).permutation(part.size());
      orderedEpoch = epoch;
    }
    long[] rows = new long[batchSize];
    for (int i = 0; i < batchSize; i++) {
      rows[i] = order[stepInEpoch * batchSize + i];
    }
    return part.rows(step, rows);
  }

  @Override
  public void close() {}
}
