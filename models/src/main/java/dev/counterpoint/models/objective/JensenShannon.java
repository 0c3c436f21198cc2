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

  private static final int[] CLASSES = {-1};

  private JensenShannon() {}

  /**
   * The divergence of the softmax of each row.
   *
   * <p>With {@code d = log p - log q} it is {@code ln 2 - sum((p + q) softplus(d) - p d) / 2},
   * which has no logarithm of a probability that may have become 0.
   *
   * @param first {@code (..., C)} scores, not normalised
   * @param second scores whose axes are broadcast to those of the first
   * @return {@code (...)} nats
   */
  public static NDArray between(NDArray first, NDArray second) {
    NDManager manager = first.getManager();
    NDArray logP = first.logSoftmax(-1);
    NDArray logQ = second.logSoftmax(-1);
    NDArray difference = logP.sub(logQ);
    NDArray p = logP.exp();
    NDArray both = p.add(logQ.exp());
    NDArray twice =
        p.mul(difference).sub(both.mul(difference.getNDArrayInternal().softPlus())).sum(CLASSES);
    return twice.mul(manager.full(new Shape(1), 0.5f)).add(Math.log(2));
  }
}
