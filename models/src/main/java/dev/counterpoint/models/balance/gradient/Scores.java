package dev.counterpoint.models.balance.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Numbers that modalities are compared by; on the device, with no graph. */
final class Scores {

  /** Less than any probability that counts: keeps ratios of nothing to nothing at one. */
  private static final float TINY = 1e-30f;

  private Scores() {}

  /**
   * How sure each modality is of what is true.
   *
   * @param scores of each modality, {@code (N, C)}, with no graph
   * @param labels {@code (N)} int64
   * @return mean probability of the true class, {@code (M)}, in [0, 1]
   */
  static NDArray certainty(NDList scores, NDArray labels) {
    NDList means = new NDList();
    for (NDArray one : scores) {
      means.add(trueClass(one.softmax(1), labels).mean().reshape(1));
    }
    return NDArrays.concat(means);
  }

  /**
   * How far each modality is from what is true.
   *
   * @param largest bound on the cross-entropy of an example, nats
   * @return mean cross-entropy, {@code (M)}, nats
   */
  static NDArray crossEntropy(NDList scores, NDArray labels, double largest) {
    NDList means = new NDList();
    for (NDArray one : scores) {
      NDArray each = trueClass(one.logSoftmax(1), labels).neg();
      means.add(each.minimum(constant(each.getManager(), largest)).mean().reshape(1));
    }
    return NDArrays.concat(means);
  }

  /** The value of the true class of each example, {@code (N)}. */
  static NDArray trueClass(NDArray values, NDArray labels) {
    NDArray targets = labels.oneHot((int) values.getShape().get(1), DataType.FLOAT32);
    return values.mul(targets).sum(new int[] {1});
  }

  /**
   * Mean over the other modalities; of one alone, its own.
   *
   * @param scores {@code (M)}
   * @return {@code (M)}
   */
  static NDArray others(NDArray scores) {
    int modalities = (int) scores.size();
    if (modalities == 1) {
      return scores;
    }
    NDManager manager = scores.getManager();
    // Not as the sum of all less its own, which rounds: equal scores must compare as equal.
    NDArray all = manager.ones(new Shape(modalities, modalities)).sub(manager.eye(modalities));
    return all.mul(scores).sum(new int[] {1}).div(constant(manager, modalities - 1));
  }

  /** Quotient of scores of 0 or more; one where both are zero. */
  static NDArray ratio(NDArray one, NDArray other) {
    NDArray tiny = constant(one.getManager(), TINY);
    return one.add(tiny).div(other.add(tiny));
  }

  /** A number on the device, {@code (1)}. */
  static NDArray constant(NDManager manager, double value) {
    return manager.full(new Shape(1), (float) value);
  }
}
