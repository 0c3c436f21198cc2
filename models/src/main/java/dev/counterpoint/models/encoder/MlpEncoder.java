package dev.counterpoint.models.encoder;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * The image encoder of the line of work on invariant risk minimisation: two linear layers with ReLU
 * over the raw pixels (Arjovsky et al. 2019, "Invariant Risk Minimization", section 5; 390 units in
 * their code). With a linear head on top it is their network.
 *
 * <p>{@code (N, ...) float32 -> (N, features)}, not negative.
 */
public final class MlpEncoder {

  /** Units of the hidden layer in the code of Arjovsky et al. */
  public static final int IRM_UNITS = 390;

  private MlpEncoder() {}

  /**
   * An encoder that is not initialised.
   *
   * @param hidden units of the first layer
   * @param features units of the second layer, the width of the result
   */
  public static Block create(int hidden, int features) {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(hidden).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(features).build())
        .add(Activation.reluBlock());
  }
}
