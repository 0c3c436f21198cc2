package dev.counterpoint.models.encoder;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * One linear layer: the encoder of captions that are one-hot codes already, the "ideal language
 * encoder" of the experiments on coloured digits.
 *
 * <p>{@code (N, ...) float32 -> (N, features)}.
 */
public final class LinearEncoder {

  private LinearEncoder() {}

  /**
   * An encoder that is not initialised.
   *
   * @param features width of the result
   */
  public static Block create(int features) {
    return new SequentialBlock()
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(features).build());
  }
}
