package dev.counterpoint.models.balance.boost;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * What a modality learns in its turn, from scores of the others that have no gradient: {@code -(own
 * - others q) log p}, with p and q the probabilities of the true class by itself and by the sum of
 * the others, and the mean square of the difference between its probabilities and theirs. (Hua et
 * al. 2024 and their release, which averages the first over classes, too; here it is in nats. The
 * release cuts both gradients of the second, so that it teaches nothing there; here the learner
 * follows it.)
 */
final class Residual {

  private Residual() {}

  /** The sum of the others' scores; zeros, like {@code own}, where there are none. */
  static NDArray sum(NDList others, NDArray own) {
    NDArray sum = own.zerosLike();
    for (NDArray other : others) {
      sum = sum.add(other);
    }
    return sum;
  }

  /**
   * The first part.
   *
   * @param scores of the learner, {@code (N, C)}
   * @param rest the others' sum, {@code (N, C)}, with no graph
   * @param labels {@code (N)} int64
   * @return scalar, nats
   */
  static NDArray boost(NDArray scores, NDArray rest, NDArray labels, double own, double others) {
    NDArray targets = labels.oneHot((int) scores.getShape().get(1), DataType.FLOAT32);
    NDArray known = rest.softmax(1).mul(number(rest, others));
    NDArray weights = number(rest, own).sub(known).mul(targets);
    return scores.logSoftmax(1).mul(weights).sum(new int[] {1}).mean().neg();
  }

  /**
   * The second part, averaged over the others.
   *
   * @param others scores of each, {@code (N, C)}, with no graph
   * @return scalar in [0, 1]; zero where there are none
   */
  static NDArray difference(NDArray scores, NDList others) {
    NDArray sum = scores.getManager().zeros(new Shape());
    if (others.isEmpty()) {
      return sum;
    }
    NDArray own = scores.softmax(1);
    for (NDArray other : others) {
      NDArray apart = own.sub(other.softmax(1));
      sum = sum.add(apart.mul(apart).mean());
    }
    return sum.div(number(scores, others.size()));
  }

  private static NDArray number(NDArray like, double value) {
    return like.getManager().full(new Shape(), (float) value);
  }
}
