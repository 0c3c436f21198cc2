package dev.counterpoint.models.balance;

import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.objective.CrossEntropy;

/**
 * Joint training with a loss for each modality beside it: cross-entropy of the fused scores plus
 * {@code weight} times the sum of the cross-entropies of the modalities' own classifiers (Kontras
 * et al. 2024, "Multimodal Fusion Balancing Through Game-Theoretic Regularization", "Multi-Loss";
 * after Vielzeuf et al. 2018, "CentralNet: a Multilayer Approach for Multimodal Fusion").
 *
 * @param weight of the unimodal losses, 0 or above; at 0 they are not computed
 */
public record MultiLoss(double weight) implements Balancer {

  /** All losses count alike. */
  public static final MultiLoss EQUAL = new MultiLoss(1);

  /** Checks the weight. */
  public MultiLoss {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight must be 0 or above, found " + weight);
    }
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    Objectives.Builder sum =
        Objectives.sum().term(JointTraining.FUSED, CrossEntropy.loss(pass.logits(), pass.labels()));
    if (weight > 0) {
      sum.term(UnimodalLosses.ALONE, weight, UnimodalLosses.sum(pass));
    }
    return sum.build();
  }
}
