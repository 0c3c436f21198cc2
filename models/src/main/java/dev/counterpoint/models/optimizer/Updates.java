package dev.counterpoint.models.optimizer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.counterpoint.models.script.TorchScript;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * An optimizer's rule as one call to libtorch for all parameters that have their learning rate and
 * their decay in common, where operations of DJL would be a dozen for each parameter.
 */
final class Updates {

  /** The rule's numbers for a group. */
  interface Numbers {
    double[] of(UpdateGroup.Key group);
  }

  private final Map<String, Parameter> parameters;
  private final List<Slots> remembered;
  private final TorchScript rule;
  private final TorchScript clear;

  /**
   * Compiles the rule.
   *
   * @param parameters by name
   * @param remembered handed to the rule, in this order
   * @param rule over the lists {@code weights}, {@code gradients} and those remembered
   * @param owner must live as long as the optimizer
   * @throws IllegalArgumentException if a weight does not lie in memory in the order of its axes
   */
  Updates(
      Map<String, Parameter> parameters,
      List<Slots> remembered,
      TorchScript rule,
      NDManager owner) {
    this.parameters = parameters;
    this.remembered = remembered;
    this.rule = rule;
    this.clear =
        TorchScript.compile(
            owner, List.of("gradients"), List.of(), "_0 = ops.aten._foreach_zero_(gradients)");
    requireOrder(owner);
  }

  /** The kernels of a CPU walk through memory, whatever the strides of an array are. */
  private void requireOrder(NDManager owner) {
    String statements =
        """
        if torch.is_contiguous(weights[0]):
          pass
        else:
          ops.prim.RaiseException("order")
        """;
    try (TorchScript inOrder =
        TorchScript.compile(owner, List.of("weights"), List.of(), statements)) {
      parameters.forEach((name, parameter) -> requireOrder(inOrder, name, parameter));
    }
  }

  private static void requireOrder(TorchScript inOrder, String name, Parameter parameter) {
    try {
      inOrder.run(List.of(List.of(parameter.getArray())));
    } catch (EngineException e) {
      throw new IllegalArgumentException(
          "parameter %s of shape %s does not lie in memory in the order of its axes"
              .formatted(name, parameter.getArray().getShape()),
          e);
    }
  }

  /** Updates all but those at rate 0, and sets all gradients to zero. */
  void run(ToDoubleFunction<String> rates, Numbers numbers) {
    Map<UpdateGroup.Key, UpdateGroup> groups = UpdateGroup.of(parameters, rates, remembered);
    try {
      groups.forEach(
          (key, group) -> {
            if (key.rate() > 0) {
              rule.run(group.lists(), numbers.of(key));
            }
            clear.run(List.of(group.gradients()));
          });
    } finally {
      groups.values().forEach(UpdateGroup::close);
    }
  }
}
