package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Cross-entropy of a softmax over classes, the loss of supervised training. */
public final class CrossEntropy {

  private CrossEntropy() {}

  /**
   * The loss, averaged over examples.
   *
   * @param logits {@code (N, classes)} float32
   * @param labels {@code (N)} int64 in {@code 0 .. classes - 1}
   * @return scalar, nats
   */
  public static NDArray loss(NDArray logits, NDArray labels) {
    NDArray targets = labels.oneHot((int) logits.getShape().get(1), DataType.FLOAT32);
    return logits.logSoftmax(1).mul(targets).sum(new int[] {1}).mean().neg();
  }
}
