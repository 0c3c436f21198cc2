package dev.counterpoint.models.fusion.head;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * An MLP over the features side by side: {@code W relu(V [z_1, ..., z_M] + b) + c}. The first layer
 * is the sum of a layer for each modality, which are the projections.
 *
 * @param hidden units of the hidden layer
 * @param classes C
 */
public record ConcatenationHead(int hidden, int classes) implements FusionHead {

  @Override
  public Block projection() {
    return Linear.builder().setUnits(hidden).optBias(false).build();
  }

  @Override
  public Block combination() {
    return new SequentialBlock()
        .add(new BiasedSum(hidden))
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(classes).build());
  }
}
