package dev.counterpoint.models.balance;

import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.objective.CrossEntropy;

/** Cross-entropy of the fused scores, and nothing else: what all methods here set out to better. */
public final class JointTraining implements Balancer {

  /** Name of the term of the fused scores. */
  public static final String FUSED = "fused";

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    return Objectives.sum().term(FUSED, CrossEntropy.loss(pass.logits(), pass.labels())).build();
  }
}
