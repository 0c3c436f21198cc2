package dev.counterpoint.models.balance.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Objectives;
import dev.counterpoint.models.balance.UnimodalLosses;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.objective.CrossEntropy;

/**
 * MLB (Kontras et al. 2024, "Improving Multimodal Learning with Multi-Loss Gradient Modulation"): a
 * loss for each modality beside that of the fused scores, and gradients that are slowed down where
 * a modality's own classifier is surer of the true class than the others', and sped up where it is
 * less sure. With {@code r} the others' mean certainty over its own, the factor is {@code 1 +
 * tanh(alpha (r - 1))} up to r = 1, and {@code 1 + (beta - 1) tanh(alpha (r - 1))} from there on.
 *
 * <p>It is on all that belongs to a modality alone: encoder, classifier and its part of the head,
 * as in the authors' release.
 */
public final class MultiLossModulation implements Balancer {

  private final Settings settings;

  /**
   * The settings.
   *
   * @param alpha how much a difference counts, 0 or more
   * @param beta what the factor of a modality that is behind tends to, 0 or more; at 2 both
   *     directions are alike, at 1 none is sped up, and below 1 it is slowed down, too
   * @param alone weight of the losses of the modalities' own classifiers, 0 or more
   */
  public record Settings(double alpha, double beta, double alone) {

    /** Alpha 0.5, beta 10, as the authors chose for CREMA-D; losses count alike. */
    public static final Settings DEFAULT = new Settings(0.5, 10, 1);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Settings {
      if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("alpha must be 0 or more, found " + alpha);
      }
      if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("beta must be 0 or more, found " + beta);
      }
      if (!(alone >= 0 && alone < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("alone must be 0 or more, found " + alone);
      }
    }
  }

  /** The method. */
  public MultiLossModulation(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    NDList alone = new NDList();
    for (int m = 0; m < pass.modalities(); m++) {
      alone.add(pass.alone(m).stopGradient());
    }
    return Objectives.sum()
        .term(JointTraining.FUSED, CrossEntropy.loss(pass.logits(), pass.labels()))
        .term(UnimodalLosses.ALONE, settings.alone, UnimodalLosses.sum(pass))
        .note(Scores.certainty(alone, pass.labels()))
        .build();
  }

  @Override
  public void steer(
      FusionModel model,
      NDList notes,
      StepGradients gradients,
      StepPlace place,
      NDManager manager) {
    NDArray factors = factors(notes.head(), settings.alpha, settings.beta);
    for (int m = 0; m < model.modalities().size(); m++) {
      NDArray factor = factors.get(m);
      gradients.scale(model.encoder(m), factor);
      gradients.scale(model.classifier(m), factor);
      gradients.scale(model.projection(m), factor);
    }
  }

  /**
   * The factors.
   *
   * @param certainty mean probability of the true class by each modality's classifier, {@code (M)}
   * @return {@code (M)}, between 0 and the larger of 1 and beta
   */
  static NDArray factors(NDArray certainty, double alpha, double beta) {
    NDManager manager = certainty.getManager();
    NDArray ratio = Scores.ratio(Scores.others(certainty), certainty);
    NDArray one = ratio.onesLike();
    NDArray bend = ratio.sub(one).mul(Scores.constant(manager, alpha)).tanh();
    NDArray up = bend.mul(Scores.constant(manager, beta - 1));
    return NDArrays.where(ratio.gt(one), up, bend).add(one);
  }
}
