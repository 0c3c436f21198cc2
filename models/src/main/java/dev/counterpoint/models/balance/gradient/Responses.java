package dev.counterpoint.models.balance.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.fusion.FusionPass;

/**
 * What each modality says of the fused scores: its Shapley value in the game whose players are the
 * modalities and whose worth is the scores of those that are there, the others' projections being
 * zero and the worth of nobody zero (Li et al. 2023, "Boosting Multi-modal Model Performance with
 * Adaptive Gradient Modulation"; the formula for two in the release of Kontras et al. 2024
 * subtracts nothing for nobody, too). The responses sum to the fused scores.
 *
 * <p>Where the scores are a sum over modalities and a bias, the response is {@code W_m z_m + b /
 * M}, the share that Peng et al. 2022 compare.
 */
final class Responses {

  private static final int MOST = 8;

  private Responses() {}

  /**
   * The responses of all modalities, with no graph.
   *
   * @return of each modality {@code (N, C)}, in their order
   * @throws IllegalArgumentException if there are more than 8 modalities, whose groups are too many
   */
  static NDList of(FusionPass pass) {
    int modalities = pass.modalities();
    if (modalities > MOST) {
      throw new IllegalArgumentException(
          "responses of modalities are computed for all groups of them, so there may be at most "
              + MOST
              + ", found "
              + modalities);
    }
    NDArray[] worth = worth(pass);
    NDList responses = new NDList();
    for (int m = 0; m < modalities; m++) {
      NDArray response = worth[0];
      for (int group = 0; group < worth.length; group++) {
        if ((group & 1 << m) == 0) {
          double weight = weight(Integer.bitCount(group), modalities);
          NDArray factor = response.getManager().full(new Shape(1), (float) weight);
          response = response.add(worth[group | 1 << m].sub(worth[group]).mul(factor));
        }
      }
      responses.add(response);
    }
    return responses;
  }

  /** Scores of each group, by the bits of its members. */
  private static NDArray[] worth(FusionPass pass) {
    NDList here = new NDList();
    NDList away = new NDList();
    for (NDArray projected : pass.projected()) {
      here.add(projected.stopGradient());
      away.add(projected.zerosLike());
    }
    NDArray[] worth = new NDArray[1 << pass.modalities()];
    worth[worth.length - 1] = pass.logits().stopGradient();
    worth[0] = worth[worth.length - 1].zerosLike();
    for (int group = 1; group < worth.length - 1; group++) {
      NDList members = new NDList();
      for (int m = 0; m < pass.modalities(); m++) {
        members.add((group & 1 << m) == 0 ? away.get(m) : here.get(m));
      }
      worth[group] = pass.combine(members).stopGradient();
    }
    return worth;
  }

  /** How many orders of all have just this group before a modality, as a share: s!(M-s-1)!/M!. */
  private static double weight(int size, int modalities) {
    double weight = 1.0 / modalities;
    for (int i = 1; i <= size; i++) {
      weight *= i / (double) (modalities - i);
    }
    return weight;
  }
}
