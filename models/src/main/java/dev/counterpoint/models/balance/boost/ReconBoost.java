package dev.counterpoint.models.balance.boost;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.EnsembleTraining;
import dev.counterpoint.models.balance.FrozenParts;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Objectives;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.objective.CrossEntropy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ReconBoost (Hua et al. 2024, "ReconBoost: Boosting Can Achieve Modality Reconcilement"):
 * modalities learn in turns of some epochs, each from what the sum of the others' scores leaves;
 * after each turn all learn together from the sum (global rectification). The prediction is the sum
 * of the scores of the modalities' own classifiers; the head has no part in it.
 *
 * <p>In its turn a modality minimises the {@link Residual}; the others, their optimizer's memory
 * and their running statistics stay exactly as they are, and their scores are those of evaluation.
 * In the first round those that have not had a turn are not part of the sum. Who learns follows
 * from the epoch alone. Any number of modalities.
 */
public final class ReconBoost implements Balancer {

  /** Name of the term of what the others leave. */
  public static final String BOOST = "boost";

  /** Name of the term that draws the learner's predictions to those of the others. */
  public static final String RECONCILE = "reconcile";

  private final EnsembleTraining ensemble = new EnsembleTraining();
  private final Settings settings;

  /**
   * The settings.
   *
   * @param alpha weight of the difference from the others' predictions, 0 or more
   * @param own weight of the learner's cross-entropy, above 0
   * @param others how much less an example counts as the others are sure of it, 0 or more
   * @param turn epochs of a modality's turn, at least 1
   * @param together epochs after a turn in which all learn, 0 or more
   */
  public record Settings(double alpha, double own, double others, int turn, int together) {

    /** As in the release: 0.5, weights 5 and 1, 4 epochs each. */
    public static final Settings DEFAULT = new Settings(0.5, 5, 1, 4, 4);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Settings {
      if (!(alpha >= 0 && own > 0 && others >= 0) || !Double.isFinite(alpha + own + others)) {
        throw new IllegalArgumentException(
            "alpha and others must be 0 or more and own above 0, found %s, %s and %s"
                .formatted(alpha, others, own));
      }
      if (turn < 1 || together < 0) {
        throw new IllegalArgumentException(
            "a turn must have at least 1 epoch and together 0 or more, found %d and %d"
                .formatted(turn, together));
      }
    }
  }

  /** The method. */
  public ReconBoost(Settings settings) {
    this.settings = settings;
  }

  /** Freezes the head. */
  @Override
  public void addTo(FusionModel model) {
    FrozenParts.head(model);
  }

  private Turns turns(int modalities) {
    return new Turns(modalities, settings.turn, settings.together);
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    Turns turns = turns(pass.modalities());
    int learner = turns.learner(place.epoch());
    int done = turns.done(place.epoch());
    return learner < 0 ? together(pass, done) : own(pass, learner, done);
  }

  private Objectives own(FusionPass pass, int learner, int done) {
    NDList others = new NDList();
    for (int m = 0; m < done; m++) {
      if (m != learner) {
        NDArray features = pass.model().encode(m, pass.batch(), false);
        others.add(pass.model().classify(m, features, false).stopGradient());
      }
    }
    NDArray scores = pass.alone(learner);
    NDArray rest = Residual.sum(others, scores);
    NDArray fused = CrossEntropy.loss(scores.stopGradient().add(rest), pass.labels());
    return Objectives.sum()
        .term(JointTraining.FUSED, fused.zerosLike(), fused)
        .term(BOOST, Residual.boost(scores, rest, pass.labels(), settings.own, settings.others))
        .term(RECONCILE, settings.alpha, Residual.difference(scores, others))
        .build();
  }

  private Objectives together(FusionPass pass, int done) {
    NDArray sum = pass.alone(0);
    for (int m = 1; m < done; m++) {
      sum = sum.add(pass.alone(m));
    }
    NDArray none = sum.getManager().zeros(new Shape());
    return Objectives.sum()
        .term(JointTraining.FUSED, CrossEntropy.loss(sum, pass.labels()))
        .term(BOOST, none)
        .term(RECONCILE, none)
        .build();
  }

  @Override
  public Map<String, Double> rates(FusionModel model, StepPlace place) {
    Turns turns = turns(model.modalities().size());
    int learner = turns.learner(place.epoch());
    Map<String, Double> rates = new LinkedHashMap<>();
    for (int m = 0; m < model.modalities().size(); m++) {
      boolean learns = learner < 0 ? m < turns.done(place.epoch()) : m == learner;
      double rate = learns ? 1 : 0;
      model.partsOf(m).forEach(part -> rates.put(part, rate));
    }
    return rates;
  }

  /** The sum of the classifiers' scores, {@code (N, C)}. */
  @Override
  public NDArray scores(FusionModel model, NDList features) {
    return ensemble.scores(model, features);
  }
}
