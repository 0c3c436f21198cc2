package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * NT-Xent, the loss of SimCLR: each view must find the other view of its picture among the 2N - 1
 * other views of the batch (Chen et al. 2020, "A Simple Framework for Contrastive Learning of
 * Visual Representations", equation 1).
 *
 * @param repeats what examples are to one another that mean the same
 */
public record NtXent(Repeats repeats) implements PairObjective {

  /** Takes a view out of its own candidates; exp of it is zero at any temperature in use. */
  private static final float NEVER = -1e9f;

  @Override
  public NDArray loss(NDArray first, NDArray second, NDArray groups, NDArray scale, NDArray bias) {
    if (repeats == Repeats.KEEP) {
      return loss(first, second, scale);
    }
    NDManager manager = first.getManager();
    int examples = (int) first.getShape().get(0);
    NDArray examplesSame = Repeats.same(groups, examples, this); // (N, N)
    NDArray half = examplesSame.concat(examplesSame, 0); // (2N, N)
    NDArray same = half.concat(half, 1); // (2N, 2N)
    NDArray self = manager.eye(2 * examples);
    NDArray targets;
    NDArray left;
    if (repeats == Repeats.MASK) {
      NDArray one = manager.eye(examples);
      NDArray none = one.sub(one);
      targets = none.concat(one, 1).concat(one.concat(none, 1), 0); // (2N, 2N): the partner
      left = same.sub(targets);
    } else {
      NDArray others = same.sub(self);
      targets = others.div(others.sum(new int[] {1}, true));
      left = self;
    }
    NDArray all = first.concat(second, 0); // (2N, D)
    NDArray logits = all.matMul(all.transpose()).mul(scale); // (2N, 2N)
    NDArray candidates = logits.add(left.mul(manager.full(new Shape(1), NEVER)));
    return candidates.logSoftmax(1).mul(targets).sum(new int[] {1}).mean().neg();
  }

  /**
   * The loss with {@link Repeats#KEEP}, averaged over the 2N views.
   *
   * @param first {@code (N, D)} rows of length one, a view of each picture
   * @param second {@code (N, D)} rows of length one, another view of each
   * @param logitScale scalar, one over the temperature
   * @return scalar, nats; ln(2N - 1) where nothing is learned
   */
  public static NDArray loss(NDArray first, NDArray second, NDArray logitScale) {
    NDManager manager = first.getManager();
    int pictures = (int) first.getShape().get(0);
    int views = 2 * pictures;
    NDArray all = first.concat(second, 0); // (2N, D)
    NDArray logits = all.matMul(all.transpose()).mul(logitScale); // (2N, 2N)
    NDArray others = logits.add(manager.eye(views).mul(manager.full(new Shape(1), NEVER)));
    NDArray partner =
        manager
            .arange(0, views, 1, DataType.INT64, first.getDevice())
            .add(pictures)
            .mod(views)
            .reshape(views, 1);
    return others.logSoftmax(1).gather(partner, 1).mean().neg();
  }
}
