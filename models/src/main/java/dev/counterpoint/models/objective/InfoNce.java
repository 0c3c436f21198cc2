package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Symmetric InfoNCE over two modalities: each example must find its partner among the batch, both
 * ways (Radford et al. 2021, "Learning Transferable Visual Models From Natural Language
 * Supervision", figure 3).
 */
public final class InfoNce {

  private InfoNce() {}

  /**
   * The loss, averaged over examples and over the two directions.
   *
   * @param first {@code (N, D)} rows of length one
   * @param second {@code (N, D)} rows of length one; row i belongs to row i of {@code first}
   * @param logitScale scalar, one over the temperature
   * @return scalar, nats; ln N where nothing is learned
   */
  public static NDArray loss(NDArray first, NDArray second, NDArray logitScale) {
    int batch = (int) first.getShape().get(0);
    NDArray logits = first.matMul(second.transpose()).mul(logitScale); // (N, N)
    NDArray partner = first.getManager().arange(0, batch, 1, DataType.INT64, first.getDevice());
    NDArray rows = logits.logSoftmax(1).gather(partner.reshape(batch, 1), 1);
    NDArray columns = logits.logSoftmax(0).gather(partner.reshape(1, batch), 0);
    return rows.concat(columns.reshape(batch, 1), 0).mean().neg();
  }
}
