package dev.counterpoint.models.encoder;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * What stands between the features of an encoder and the space in which a contrastive loss compares
 * them: {@code (N, features) -> (N, width)}. None is initialised.
 */
public final class ProjectionHeads {

  private ProjectionHeads() {}

  /** A linear map without bias, as in CLIP (Radford et al. 2021, figure 3). */
  public static Block linear(int width) {
    return Linear.builder().setUnits(width).optBias(false).build();
  }

  /**
   * ReLU, then a linear map without bias. On an encoder that ends with a linear layer this is
   * SimCLR's head with one hidden layer (Chen et al. 2020, section 4.2).
   */
  public static Block reluLinear(int width) {
    return new SequentialBlock().add(Activation.reluBlock()).add(linear(width));
  }

  /** Features as they are. */
  public static Block identity() {
    return Blocks.identityBlock();
  }
}
