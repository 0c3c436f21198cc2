package dev.counterpoint.models.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.counterpoint.models.script.TorchScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Stochastic gradient descent with momentum in PyTorch's form, {@code v <- momentum v + g + decay
 * w; w <- w - learningRate v} (Sutskever et al. 2013, "On the importance of initialization and
 * momentum in deep learning"). Only weights decay.
 */
public final class MomentumSgd implements Optimizer {

  private final double momentum;
  private final double weightDecay;
  private final Slots velocity;
  private final Updates updates;
  private long steps;

  /**
   * An optimizer that has taken no step.
   *
   * @param parameters what it trains, by name; each initialised and with a gradient
   * @param momentum in [0, 1)
   * @param weightDecay share of a weight that is added to its gradient, 0 or more
   * @param manager owner of its state; must live as long as it does
   * @throws IllegalArgumentException if momentum or weight decay is out of its range
   */
  public MomentumSgd(
      Map<String, Parameter> parameters, double momentum, double weightDecay, NDManager manager) {
    if (!(momentum >= 0 && momentum < 1 && weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "momentum must be in [0, 1) and weight decay 0 or more, found %s and %s"
              .formatted(momentum, weightDecay));
    }
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    this.velocity = new Slots("sgd.velocity", parameters, manager);
    this.updates = new Updates(parameters, List.of(velocity), rule(manager), manager);
  }

  private static TorchScript rule(NDManager owner) {
    return TorchScript.compile(
        owner,
        List.of("weights", "gradients", "velocities"),
        List.of("rate", "momentum", "decay"),
        """
        _0 = ops.aten._foreach_mul_(velocities, momentum)
        _1 = ops.aten._foreach_add_(velocities, gradients)
        _2 = ops.aten._foreach_add_(velocities, weights, alpha=decay)
        _3 = ops.aten._foreach_add_(weights, velocities, alpha=torch.neg(rate))
        """);
  }

  @Override
  public void step(double learningRate, ToDoubleFunction<String> rates) {
    steps++;
    updates.run(
        rates,
        group ->
            new double[] {learningRate * group.rate(), momentum, group.decays() ? weightDecay : 0});
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    velocity.addTo(state);
    return state;
  }

  @Override
  public void restore(long steps, Map<String, NDArray> state) {
    velocity.require(state);
    velocity.restoreFrom(state);
    this.steps = steps;
  }
}
