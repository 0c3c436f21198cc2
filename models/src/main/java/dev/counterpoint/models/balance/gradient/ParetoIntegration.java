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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MMPareto (Wei and Hu 2024, "MMPareto: Boosting Multimodal Learning with Innocent Unimodal
 * Assistance"): fused and unimodal losses whose gradients are kept apart. In each encoder, where
 * the two point to one side they are summed; where they conflict, their shortest convex combination
 * takes the place of the sum, at the sum's length where that is longer. All is multiplied by gamma.
 * What is no encoder follows the sum.
 *
 * <p>The unimodal losses of all modalities are one objective, as each encoder has a gradient of its
 * own alone. Lengths are those of an encoder's whole gradient, as in the paper; the release
 * rescales each parameter by itself.
 */
public final class ParetoIntegration implements Balancer {

  /** Shorter than this share of its parts a combination is rounding, which is not made longer. */
  private static final double NOTHING = 1e-6;

  private static final double TINY = 1e-30;

  private final Settings settings;

  /**
   * The settings.
   *
   * @param gamma on the gradients of encoders, above 0
   */
  public record Settings(double gamma) {

    /** Gamma 1.5, as in the release. */
    public static final Settings DEFAULT = new Settings(1.5);

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if gamma is not above 0
     */
    public Settings {
      if (!(gamma > 0 && gamma < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("gamma must be above 0, found " + gamma);
      }
    }
  }

  /** The method. */
  public ParetoIntegration(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Objectives objectives(FusionPass pass, StepPlace place) {
    NDArray fused = CrossEntropy.loss(pass.logits(), pass.labels());
    NDArray alone = UnimodalLosses.sum(pass);
    Map<String, NDArray> terms = new LinkedHashMap<>();
    terms.put(JointTraining.FUSED, fused.stopGradient());
    terms.put(UnimodalLosses.ALONE, alone.stopGradient());
    return new Objectives(new NDList(fused, alone), terms, Map.of(), new NDList());
  }

  @Override
  public void steer(
      FusionModel model,
      NDList notes,
      StepGradients gradients,
      StepPlace place,
      NDManager manager) {
    Map<String, NDArray> fused = gradients.of(0);
    Map<String, NDArray> alone = gradients.of(1);
    for (String block : model.network().trainableBlocks().keySet()) {
      gradients
          .parameters(block)
          .forEach((name, p) -> gradients.set(p, fused.get(name).add(alone.get(name))));
    }
    for (int m = 0; m < model.modalities().size(); m++) {
      List<String> names = new ArrayList<>(gradients.parameters(model.encoder(m)).keySet());
      if (!names.isEmpty()) {
        NDList ours = new NDList(names.stream().map(fused::get).toList());
        NDList theirs = new NDList(names.stream().map(alone::get).toList());
        NDList integrated = integrate(ours, theirs, settings.gamma);
        int i = 0;
        for (var parameter : gradients.parameters(model.encoder(m)).values()) {
          gradients.set(parameter, integrated.get(i++));
        }
      }
    }
  }

  /**
   * The gradient of an encoder, array by array.
   *
   * @param fused gradient of the fused loss
   * @param alone gradient of the unimodal losses, of the same shapes
   */
  static NDList integrate(NDList fused, NDList alone, double gamma) {
    NDArray weight = weight(fused, alone);
    NDArray two = weight.onesLike().add(weight.onesLike());
    NDArray first = two.mul(weight);
    NDArray second = two.sub(first);
    NDList sum = new NDList();
    NDList combined = new NDList();
    for (int i = 0; i < fused.size(); i++) {
      sum.add(fused.get(i).add(alone.get(i)));
      combined.add(fused.get(i).mul(first).add(alone.get(i).mul(second)));
    }
    NDManager manager = weight.getManager();
    NDArray length = dot(combined, combined).sqrt();
    NDArray parts = dot(fused, fused).sqrt().add(dot(alone, alone).sqrt());
    NDArray least = parts.mul(Scores.constant(manager, NOTHING));
    NDArray longer = dot(sum, sum).sqrt().div(length.maximum(Scores.constant(manager, TINY)));
    NDArray one = longer.onesLike();
    NDArray factor = NDArrays.where(length.gt(least), longer.maximum(one), one);
    factor = factor.mul(Scores.constant(manager, gamma));
    NDList integrated = new NDList();
    for (NDArray array : combined) {
      integrated.add(array.mul(factor));
    }
    return integrated;
  }

  /**
   * Weight of the first gradient, a half where the two point to one side, and otherwise that of the
   * shortest convex combination {@code w a + (1 - w) b} (Sener and Koltun 2018, "Multi-Task
   * Learning as Multi-Objective Optimization", equation 4).
   *
   * @return {@code (1)}, in [0, 1]
   */
  static NDArray weight(NDList fused, NDList alone) {
    NDArray both = dot(fused, alone);
    NDArray other = dot(alone, alone).sub(both);
    NDManager manager = both.getManager();
    NDArray difference =
        dot(fused, fused).sub(both).add(other).maximum(Scores.constant(manager, TINY));
    NDArray zero = both.zerosLike();
    NDArray shortest = other.div(difference).maximum(zero).minimum(both.onesLike());
    return NDArrays.where(both.gt(zero), Scores.constant(manager, 0.5), shortest);
  }

  private static NDArray dot(NDList one, NDList other) {
    NDArray sum = Scores.constant(one.head().getManager(), 0);
    for (int i = 0; i < one.size(); i++) {
      sum = sum.add(one.get(i).mul(other.get(i)).sum());
    }
    return sum;
  }
}
