package dev.counterpoint.models.balance;

import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;

/**
 * Joint training of a model whose encoders were trained on their modality alone ("Uni-Pre frozen"
 * and "Uni-Pre finetuned" in Kontras et al. 2024, "Multimodal Fusion Balancing Through
 * Game-Theoretic Regularization", table 1): cross-entropy of the fused scores.
 *
 * <p>The parameters of {@link FusionModel#partsOf} have to be put in place by whoever has them;
 * this says what is trained from there on.
 *
 * @param frozen whether encoders and classifiers stay as they came, so that only the head learns;
 *     encoders then run as in evaluation
 */
public record PretrainedEncoders(boolean frozen) implements Balancer {

  @Override
  public void addTo(FusionModel model) {
    if (frozen) {
      FrozenParts.towers(model);
    }
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    return new JointTraining().objectives(pass, place);
  }
}
