package dev.counterpoint.models.fusion.head;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;

/**
 * The sum of what each modality says on its own, {@code W_1 z_1 + ... + W_M z_M + b}: one linear
 * layer over the features side by side (late fusion in Kontras et al. 2024, section 3, and in most
 * methods that they compare with). A projection is a modality's share of the scores.
 *
 * @param classes C
 */
public record LateLinearHead(int classes) implements FusionHead {

  @Override
  public Block projection() {
    return Linear.builder().setUnits(classes).optBias(false).build();
  }

  @Override
  public Block combination() {
    return new BiasedSum(classes);
  }
}
