package dev.counterpoint.models.fusion.head;

import ai.djl.nn.Block;

/**
 * From the features of M modalities to scores of classes, in two stages: each modality is projected
 * on its own, then the projections are combined. So a modality can be left out, permuted or cut
 * from the gradient in the small space between the two, and the encoders run once.
 *
 * <p>A projection of zeros is what a modality contributes that is not there.
 */
public interface FusionHead {

  /**
   * A new projection of one modality, not initialised.
   *
   * @return from {@code (N, F)} to {@code (N, P)}; P is the same for all modalities
   */
  Block projection();

  /**
   * The combination, not initialised.
   *
   * @return from M projections to scores {@code (..., C)}, not normalised. The leading axes are
   *     broadcast: {@code (S, N, P)} beside {@code (N, P)} gives {@code (S, N, C)}
   */
  Block combination();
}
