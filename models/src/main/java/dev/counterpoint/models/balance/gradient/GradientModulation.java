package dev.counterpoint.models.balance.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Objectives;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.objective.CrossEntropy;

/**
 * OGM-GE (Peng et al. 2022, "Balanced Multimodal Learning via On-the-fly Gradient Modulation",
 * equation 10): joint training that holds back the encoder of the modality that is surer of the
 * true class than the others, and adds noise to the gradients of all encoders.
 *
 * <p>The paper has two modalities and additive heads. Here a modality is compared with the mean of
 * the others, and its share of the scores is its {@link Responses response}; for two modalities and
 * an additive head both are the paper's. All parameters of an encoder are modulated, where the
 * release does so with kernels of convolutions only.
 */
public final class GradientModulation implements Balancer {

  private final Settings settings;
  private final RandomAddress address;

  /**
   * The settings; the release leaves alpha to the user, its other values are in {@link #DEFAULT}.
   *
   * @param alpha how much a leading modality is held back, 0 or more
   * @param noise whether gradients get noise (GE)
   * @param epochs for which gradients are modulated; 0 is to the end
   */
  public record Settings(double alpha, boolean noise, int epochs) {

    /** Alpha 1, noise, 50 epochs. */
    public static final Settings DEFAULT = new Settings(1, true, 50);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Settings {
      if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY && epochs >= 0)) {
        throw new IllegalArgumentException(
            "alpha and epochs must be 0 or more, found " + alpha + " and " + epochs);
      }
    }
  }

  /**
   * The method.
   *
   * @param address where the noise comes from
   */
  public GradientModulation(Settings settings, RandomAddress address) {
    this.settings = settings;
    this.address = address;
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    Objectives.Builder joint =
        Objectives.sum().term(JointTraining.FUSED, CrossEntropy.loss(pass.logits(), pass.labels()));
    if (modulates(place)) {
      joint.note(Scores.certainty(Responses.of(pass), pass.labels()));
    }
    return joint.build();
  }

  private boolean modulates(StepPlace place) {
    return settings.epochs == 0 || place.epoch() < settings.epochs;
  }

  @Override
  public void steer(
      FusionModel model,
      NDList notes,
      StepGradients gradients,
      StepPlace place,
      NDManager manager) {
    if (!modulates(place)) {
      return;
    }
    NDArray factors = factors(notes.head(), settings.alpha);
    RandomAddress step = address.at(place.step());
    for (int m = 0; m < model.modalities().size(); m++) {
      if (settings.noise) {
        GradientNoise.scale(gradients, model.encoder(m), factors.get(m), step, manager);
      } else {
        gradients.scale(model.encoder(m), factors.get(m));
      }
    }
  }

  /**
   * Equation 10: {@code 1 - tanh(alpha r)} where the ratio r of a modality's certainty to that of
   * the others is above 1, and otherwise 1.
   *
   * @param certainty {@code (M)}
   * @return {@code (M)}
   */
  static NDArray factors(NDArray certainty, double alpha) {
    NDArray ratio = Scores.ratio(certainty, Scores.others(certainty));
    NDArray one = ratio.onesLike();
    NDArray strength = Scores.constant(ratio.getManager(), alpha);
    return NDArrays.where(ratio.gt(one), one.sub(ratio.mul(strength).tanh()), one);
  }
}
