package dev.counterpoint.models.balance;

import dev.counterpoint.models.fusion.FusionModel;

/** Parts of a model that a method keeps as they are, so that not even weight decay changes them. */
public final class FrozenParts {

  private FrozenParts() {}

  /** The head: all projections and their combination. */
  public static void head(FusionModel model) {
    for (int m = 0; m < model.modalities().size(); m++) {
      model.network().freeze(model.projection(m));
    }
    model.network().freeze(FusionModel.COMBINATION);
  }

  /** What is trained on modalities alone: encoders and their classifiers. */
  public static void towers(FusionModel model) {
    for (int m = 0; m < model.modalities().size(); m++) {
      model.partsOf(m).forEach(model.network()::freeze);
    }
  }
}
