package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;

/**
 * An ensemble of unimodal models: each modality's encoder and classifier learn by their own
 * cross-entropy, and the prediction is the sum of the classifiers' scores, as in the ensemble that
 * Kontras et al. 2024 ("Multimodal Fusion Balancing Through Game-Theoretic Regularization", table
 * 1) compare with.
 *
 * <p>The sum of the losses is minimised. As no parameter belongs to two modalities, that equals
 * training them apart; but for clipping by the global norm, which sees them together.
 */
public record EnsembleTraining() implements Balancer {

  /** Freezes the head, which has no part in this. */
  @Override
  public void addTo(FusionModel model) {
    FrozenParts.head(model);
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    return Objectives.sum().term(UnimodalLosses.ALONE, UnimodalLosses.sum(pass)).build();
  }

  /**
   * The sum of the classifiers' scores, {@code (N, C)}. Of a modality whose features are zeros only
   * the bias of its classifier counts.
   */
  @Override
  public NDArray scores(FusionModel model, NDList features) {
    NDArray sum = model.classify(0, features.get(0), false);
    for (int m = 1; m < features.size(); m++) {
      sum = sum.add(model.classify(m, features.get(m), false));
    }
    return sum;
  }
}
