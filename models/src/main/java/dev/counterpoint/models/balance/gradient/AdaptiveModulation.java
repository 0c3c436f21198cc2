package dev.counterpoint.models.balance.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Objectives;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Kept;
import dev.counterpoint.models.objective.CrossEntropy;
import java.util.Map;

/**
 * AGM (Li et al. 2023, "Boosting Multi-modal Model Performance with Adaptive Gradient Modulation"):
 * joint training in which each encoder's gradient is multiplied by {@code exp(alpha min(q - r,
 * 10))}, with r how far a modality's {@link Responses response} is ahead of the others' in this
 * batch and q how far it has been ahead on average, both {@code exp(mean cross-entropy of the
 * others - its own)}. So whoever runs ahead of its usual lead is slowed down, and whoever falls
 * behind is sped up.
 *
 * <p>For more than two modalities the others' mean stands for the other one, as in the release of
 * Kontras et al. 2024. A modality that is away has a projection of zeros, where the paper's has an
 * input of zeros: the encoders run once. The averages are in the network, block {@value #STATE}.
 */
public final class AdaptiveModulation implements Balancer {

  /** Name of the block with the averages. */
  static final String STATE = "agm-averages";

  private static final String MEANS = "cross-entropies";

  /** Of the release of Kontras et al. 2024: the smallest probability that counts is 1e-8. */
  private static final double LARGEST_CROSS_ENTROPY = -Math.log(1e-8);

  /** Of the same release; it bounds the factor. */
  private static final double LARGEST_LEAD = 10;

  private final Settings settings;

  /**
   * The settings.
   *
   * @param alpha strength, 0 or more; the factor is at most {@code exp(10 alpha)}
   */
  public record Settings(double alpha) {

    /** Alpha 3, as Kontras et al. 2024 chose for CREMA-D and AVE. */
    public static final Settings DEFAULT = new Settings(3);

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if alpha is below 0 or its largest factor no float
     */
    public Settings {
      if (!(alpha >= 0 && alpha <= 8)) {
        throw new IllegalArgumentException("alpha must be in [0, 8], found " + alpha);
      }
    }
  }

  /** The method. */
  public AdaptiveModulation(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void addTo(FusionModel model) {
    Shape shape = new Shape(model.modalities().size());
    model.network().add(STATE, new Kept(Map.of(MEANS, shape)), shape);
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    return Objectives.sum()
        .term(JointTraining.FUSED, CrossEntropy.loss(pass.logits(), pass.labels()))
        .note(Scores.crossEntropy(Responses.of(pass), pass.labels(), LARGEST_CROSS_ENTROPY))
        .build();
  }

  @Override
  public void steer(
      FusionModel model,
      NDList notes,
      StepGradients gradients,
      StepPlace place,
      NDManager manager) {
    NDArray now = notes.head();
    Kept state = (Kept) model.network().block(STATE);
    NDArray averages = state.get(MEANS).duplicate();
    averages.attach(now.getManager());
    NDArray factors = factors(now, averages, settings.alpha);
    for (int m = 0; m < model.modalities().size(); m++) {
      gradients.scale(model.encoder(m), factors.get(m));
    }
    NDArray share = Scores.constant(manager, 1.0 / (place.step() + 1));
    state.put(MEANS, averages.add(now.sub(averages).mul(share)));
  }

  /**
   * The factors.
   *
   * @param now cross-entropies of this batch, {@code (M)}, nats
   * @param averages of the batches before, {@code (M)}
   * @return {@code (M)}
   */
  static NDArray factors(NDArray now, NDArray averages, double alpha) {
    NDManager manager = now.getManager();
    NDArray excess = lead(averages).sub(lead(now));
    return excess
        .minimum(Scores.constant(manager, LARGEST_LEAD))
        .mul(Scores.constant(manager, alpha))
        .exp();
  }

  private static NDArray lead(NDArray crossEntropies) {
    return Scores.others(crossEntropies).sub(crossEntropies).exp();
  }
}
