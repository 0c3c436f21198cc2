package dev.counterpoint.models.balance.mcr;

import ai.djl.ndarray.NDArray;

/**
 * What an encoder makes of the information that the other modalities give: the k of equations 12
 * and 13, by which encoder m follows the gradient of {@code -(MIPD_m + k sum_{j != m} MIPD_j)}.
 */
public enum Game {

  /** {@code k = -1}: more of its own, less of the others'. The paper's default. */
  GREEDY,

  /** {@code k = 0}: more of its own. */
  INDEPENDENT,

  /** {@code k = 1}: more of everybody's. */
  COLLABORATIVE;

  /**
   * An array as it enters the term of another modality: the same values, and k times the gradient.
   * So M terms are enough for the M times M gradients of the game.
   */
  NDArray inTermOfAnother(NDArray own) {
    return switch (this) {
      case COLLABORATIVE -> own;
      case INDEPENDENT -> own.stopGradient();
      case GREEDY -> {
        NDArray constant = own.stopGradient();
        yield constant.add(constant).sub(own);
      }
    };
  }
}
