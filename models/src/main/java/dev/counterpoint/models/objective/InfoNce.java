package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;

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
    long batch = first.getShape().get(0);
    NDArray logits = first.matMul(second.transpose()).mul(logitScale); // (N, N)
    NDArray partner = first.mul(second).sum().mul(logitScale);
    NDArray rows = logSumExp(logits, 1);
    NDArray columns = logSumExp(logits, 0);
    return rows.add(columns).mul(0.5f).sub(partner).div(batch);
  }

  /**
   * Sum over examples of log sum exp along an axis; the maximum is taken out so that exp is safe.
   */
  static NDArray logSumExp(NDArray logits, int axis) {
    NDArray top = logits.stopGradient().max(new int[] {axis}, true);
    return logits.sub(top).exp().sum(new int[] {axis}).log().sum().add(top.sum());
  }
}
