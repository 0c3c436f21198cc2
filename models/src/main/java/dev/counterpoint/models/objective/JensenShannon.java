package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The Jensen-Shannon divergence of distributions over classes, {@code (KL(p || m) + KL(q || m)) /
 * 2} with {@code m = (p + q) / 2}: between 0 and ln 2 nats (Lin 1991, "Divergence Measures Based on
 * the Shannon Entropy").
 */
public final class JensenShannon {

  /** Of {@code (S, C, N)}: a softmax of few classes is many times faster along an inner axis. */
  private static final int CLASSES = 1;

  private static final int[] REPETITIONS = {0};

  private JensenShannon() {}

  /**
   * The mean divergence of the softmax of many rows from that of a few.
   *
   * <p>With {@code d = log q - log p} and {@code s = softplus(d)} it is {@code ln 2 + sum(q (d - s)
   * - p s) / 2}, which has no logarithm of a probability that may have become 0. Its gradients are
   * {@code p (sum(p s) - s) / 2} by the scores of p and {@code q (d - s - sum(q (d - s))) / 2} by
   * those of q; see {@link KnownGradient} for why they are not recorded.
   *
   * @param first {@code (S, N, C)} scores, not normalised
   * @param second {@code (N, C)} scores, the same for all S
   * @param weights {@code (S, N)} of the divergences, constants of 0 or 1; where all are 0, so is
   *     the mean. Null if all are 1
   * @return scalar, nats
   */
  public static NDArray mean(NDArray first, NDArray second, NDArray weights) {
    NDManager manager = first.getManager();
    try (NDManager scratch = manager.newSubManager()) {
      NDArray constant = first.stopGradient();
      NDArray reference = second.stopGradient();
      scratch.attachAll(constant, reference);
      Shape rows = new Shape(first.getShape().get(0), 1, first.getShape().get(1));
      NDArray half = scratch.full(new Shape(1), 0.5f);
      NDArray share = half; // (S, 1, N) or (1): what half of a divergence counts
      NDArray least = scratch.full(new Shape(1), (float) Math.log(2));
      if (weights == null) {
        share = half.div(scratch.full(new Shape(1), rows.size()));
      } else {
        NDArray given = weights.reshape(rows);
        given.attach(scratch);
        NDArray sum = given.sum();
        NDArray count = sum.maximum(scratch.full(new Shape(), 1f));
        share = given.div(count).mul(half);
        least = least.mul(sum).div(count);
      }

      NDArray logP = constant.transpose(0, 2, 1).logSoftmax(CLASSES); // (S, C, N)
      NDArray logQ = reference.transpose().expandDims(0).logSoftmax(CLASSES); // (1, C, N)
      NDArray rest = logQ.sub(logP); // d
      NDArray soft = rest.getNDArrayInternal().softPlus(); // s
      rest.subi(soft); // d - s
      NDArray p = logP.exp();
      NDArray q = logQ.exp();
      NDArray weighted = p.mul(soft); // p s
      NDArray own = weighted.sum(new int[] {CLASSES}, true); // (S, 1, N)

      NDArray others = rest.mul(share).sum(REPETITIONS, true); // (1, C, N)
      NDArray told = q.mul(others);
      NDArray value = told.sum().sub(own.mul(share).sum());
      NDArray ofFirst = p.muli(own).subi(weighted).muli(share).transpose(0, 2, 1);
      NDArray ofSecond = told.sub(q.mul(told.sum(new int[] {CLASSES}, true)));
      ofSecond = ofSecond.squeeze(0).transpose();
      value = value.add(least).sum();
      manager.attachAll(value, ofFirst, ofSecond);
      return KnownGradient.add(KnownGradient.add(value, first, ofFirst), second, ofSecond);
    }
  }
}
