package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * NT-Xent, the loss of SimCLR: each view must find the other view of its picture among the 2N - 1
 * other views of the batch (Chen et al. 2020, "A Simple Framework for Contrastive Learning of
 * Visual Representations", equation 1).
 */
public final class NtXent {

  /** Takes a view out of its own candidates; exp of it is zero at any temperature in use. */
  private static final float NEVER = -1e9f;

  private NtXent() {}

  /**
   * The loss, averaged over the 2N views.
   *
   * @param first {@code (N, D)} rows of length one, a view of each picture
   * @param second {@code (N, D)} rows of length one, another view of each
   * @param logitScale scalar, one over the temperature
   * @return scalar, nats; ln(2N - 1) where nothing is learned
   */
  public static NDArray loss(NDArray first, NDArray second, NDArray logitScale) {
    long views = 2 * first.getShape().get(0);
    NDArray all = first.concat(second, 0); // (2N, D)
    NDArray self = first.getManager().eye((int) views).mul(NEVER);
    NDArray logits = all.matMul(all.transpose()).mul(logitScale).add(self); // (2N, 2N)
    NDArray partner = first.mul(second).sum().mul(logitScale).mul(2f);
    NDArray loss = InfoNce.logSumExp(logits, 1).sub(partner).div(views);
    new NDList(self).attach(first.getManager());
    return loss;
  }
}
