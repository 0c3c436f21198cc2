package dev.counterpoint.models.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Stochastic gradient descent with momentum in PyTorch's form, {@code v <- momentum v + g + decay
 * w; w <- w - learningRate v} (Sutskever et al. 2013, "On the importance of initialization and
 * momentum in deep learning"). Only weights decay.
 */
public final class MomentumSgd implements Optimizer {

  private final Map<String, Parameter> parameters;
  private final double momentum;
  private final double weightDecay;
  private final Slots velocity;
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
    this.parameters = new LinkedHashMap<>(parameters);
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    this.velocity = new Slots("sgd.velocity", parameters, manager);
  }

  @Override
  public void step(double learningRate, ToDoubleFunction<String> rates) {
    steps++;
    parameters.forEach(
        (name, parameter) -> {
          double rate = rates.applyAsDouble(name);
          if (rate == 0) {
            try (NDArray gradient = parameter.getArray().getGradient()) {
              gradient.muli(0f);
            }
            return;
          }
          NDArray weight = parameter.getArray();
          NDArray v = velocity.of(name);
          try (NDArray gradient = weight.getGradient()) {
            v.muli((float) momentum).addi(gradient);
            gradient.muli(0f);
          }
          if (weightDecay > 0 && parameter.getType() == Parameter.Type.WEIGHT) {
            try (NDArray decay = weight.mul((float) weightDecay)) {
              v.addi(decay);
            }
          }
          try (NDArray update = v.mul((float) (learningRate * rate))) {
            weight.subi(update);
          }
        });
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
