package dev.counterpoint.models.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Parameters that one call updates, with their gradients, which end with it, and what the optimizer
 * remembers of them.
 */
final class UpdateGroup implements AutoCloseable {

  /**
   * What a group has in common.
   *
   * @param rate factor on the learning rate; at 0 nothing but the gradients changes
   * @param decays whether these are weights
   */
  record Key(double rate, boolean decays) {}

  private final List<Slots> remembered;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> gradients = new ArrayList<>();
  private final List<List<NDArray>> lists = new ArrayList<>();

  private UpdateGroup(List<Slots> remembered) {
    this.remembered = remembered;
    lists.add(weights);
    lists.add(gradients);
    remembered.forEach(slots -> lists.add(new ArrayList<>()));
  }

  /** All parameters of a step, by what they have in common; close each. */
  static Map<Key, UpdateGroup> of(
      Map<String, Parameter> parameters, ToDoubleFunction<String> rates, List<Slots> remembered) {
    Map<Key, UpdateGroup> groups = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          boolean decays = parameter.getType() == Parameter.Type.WEIGHT;
          groups
              .computeIfAbsent(
                  new Key(rates.applyAsDouble(name), decays), key -> new UpdateGroup(remembered))
              .add(name, parameter.getArray());
        });
    return groups;
  }

  private void add(String name, NDArray weight) {
    weights.add(weight);
    gradients.add(weight.getGradient());
    for (int i = 0; i < remembered.size(); i++) {
      lists.get(2 + i).add(remembered.get(i).of(name));
    }
  }

  /** Weights, gradients, and a list for each of what is remembered; in one order. */
  List<List<NDArray>> lists() {
    return lists;
  }

  List<NDArray> gradients() {
    return gradients;
  }

  @Override
  public void close() {
    gradients.forEach(NDArray::close);
  }
}
