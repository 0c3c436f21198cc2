package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;

/**
 * Training on one modality alone: its encoder and its own classifier learn, by cross-entropy, and
 * nothing else of the model runs or changes. The prediction is that classifier's.
 *
 * @param modality which, counted from 0 in the model's order
 */
public record UnimodalTraining(int modality) implements Balancer {

  /** Freezes all that is not the modality's own. */
  @Override
  public void addTo(FusionModel model) {
    for (int m = 0; m < model.modalities().size(); m++) {
      if (m != modality) {
        model.partsOf(m).forEach(model.network()::freeze);
      }
    }
    FrozenParts.head(model);
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    return Objectives.sum().term(UnimodalLosses.ALONE, UnimodalLosses.of(pass, modality)).build();
  }

  /** Scores of the modality's classifier, {@code (N, C)}; reads no other features. */
  @Override
  public NDArray scores(FusionModel model, NDList features) {
    return model.classify(modality, features.get(modality), false);
  }
}
