package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Symmetric InfoNCE over two modalities: each example must find its partner among the batch, both
 * ways (Radford et al. 2021, "Learning Transferable Visual Models From Natural Language
 * Supervision", figure 3).
 *
 * @param repeats what examples are to one another that mean the same
 */
public record InfoNce(Repeats repeats) implements PairObjective {

  /** Takes an example out of the candidates; exp of it is zero at any temperature in use. */
  private static final float NEVER = -1e9f;

  @Override
  public NDArray loss(NDArray first, NDArray second, NDArray groups, NDArray scale, NDArray bias) {
    // A bias would be the same for all candidates, and so change nothing.
    if (repeats == Repeats.KEEP) {
      return loss(first, second, scale);
    }
    long batch = first.getShape().get(0);
    NDManager manager = first.getManager();
    NDArray same = Repeats.same(groups, batch, this); // (N, N)
    NDArray logits = first.matMul(second.transpose()).mul(scale); // (N, N)
    NDArray targets;
    if (repeats == Repeats.MASK) {
      targets = manager.eye((int) batch);
      NDArray left = same.sub(targets).mul(manager.full(new Shape(1), NEVER));
      logits = logits.add(left);
    } else {
      targets = same.div(same.sum(new int[] {1}, true));
    }
    NDArray rows = logits.logSoftmax(1).mul(targets).sum(new int[] {1}); // (N)
    NDArray columns = logits.logSoftmax(0).mul(targets).sum(new int[] {0}); // (N)
    return rows.concat(columns, 0).mean().neg();
  }

  /**
   * The loss with {@link Repeats#KEEP}, averaged over examples and over the two directions.
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
