package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A contrastive objective with the parameters that it learns: a scale, and where it has one, a
 * bias.
 *
 * @param objective the loss of pairs
 * @param scale one over the temperature, fixed or learned
 * @param bias of a sigmoid loss, or null
 */
public record PairLoss(PairObjective objective, LogitScale scale, LogitBias bias) {

  private static final String SCALE = "logit-scale";
  private static final String BIAS = "logit-bias";

  /** An objective without a bias. */
  public static PairLoss of(PairObjective objective, LogitScale scale) {
    return new PairLoss(objective, scale, null);
  }

  /** SigLIP as it begins in the paper: scale 10 (t' = log 10) and bias -10, both learned. */
  public static PairLoss sigLip(Repeats repeats) {
    return new PairLoss(new SigLip(repeats), LogitScale.learned(0.1), LogitBias.learned(-10));
  }

  /** Adds the parameters to the network of a learner. */
  public void addTo(Network network) {
    network.add(SCALE, scale, new Shape(1));
    if (bias != null) {
      network.add(BIAS, bias, new Shape(1));
    }
  }

  /**
   * The loss, with the graph that leads to both embeddings and to scale and bias.
   *
   * @param network that {@link #addTo} was called with
   * @param first {@code (N, D)} rows of length one
   * @param second {@code (N, D)} rows of length one
   * @param groups {@code (N)} int64, or null
   * @return scalar, nats
   */
  public NDArray loss(Network network, NDArray first, NDArray second, NDArray groups) {
    NDArray scaleNow = network.forward(SCALE, first, true);
    NDArray biasNow = bias == null ? null : network.forward(BIAS, first, true);
    return objective.loss(first, second, groups, scaleNow, biasNow);
  }

  /**
   * One over the temperature as it stands, {@code (1)}.
   *
   * @param manager owner of the result
   */
  public NDArray scale(Network network, NDManager manager) {
    return network.forward(SCALE, manager.zeros(new Shape(1)), false);
  }

  /**
   * What is learned of the objective, as it stands: {@code logitScale}, one over the temperature,
   * and {@code logitBias}. What is fixed is left out.
   *
   * @param manager owner of the results
   * @return scalars, {@code (1)}
   */
  public Map<String, NDArray> scalars(Network network, NDManager manager) {
    Map<String, NDArray> scalars = new LinkedHashMap<>();
    if (scale.isLearned()) {
      scalars.put("logitScale", scale(network, manager));
    }
    if (bias != null) {
      scalars.put("logitBias", network.forward(BIAS, manager.zeros(new Shape(1)), false));
    }
    return scalars;
  }

  /** Brings a learned scale back into its bounds; called after each step. */
  public void clamp() {
    scale.clamp();
  }
}
