package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;

/**
 * A contrastive loss over pairs: picture and caption of an example, or two views of it.
 *
 * <p>Rows have length one. An implementation knows no parameters; scale and bias, where they are
 * learned, come from {@link PairLoss}.
 */
@FunctionalInterface
public interface PairObjective {

  /**
   * The loss, averaged over examples.
   *
   * @param first {@code (N, D)} float32, rows of length one
   * @param second {@code (N, D)} float32, rows of length one; row i belongs to row i of {@code
   *     first}
   * @param groups {@code (N)} int64, equal where examples mean the same; or null
   * @param scale {@code (1)}, one over the temperature
   * @param bias {@code (1)}, added to the scaled cosines by objectives that have one; or null
   * @return scalar, nats; on the manager of {@code first}
   * @throws IllegalArgumentException if the objective needs groups and has none
   */
  NDArray loss(NDArray first, NDArray second, NDArray groups, NDArray scale, NDArray bias);
}
