package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a method minimises in one step.
 *
 * @param scalars with the graph; of several, gradients are kept apart for {@link Balancer#steer}
 * @param terms what the scalars are made of, by name, in nats, each as its paper defines it and
 *     multiplied by its coefficient; no graph. The first is the task
 * @param estimates what the method learned of the data on the way, by names that no term has, as
 *     information in nats; no graph, and no part of what is minimised
 * @param notes for {@link Balancer#steer}, with no graph
 */
public record Objectives(
    NDList scalars, Map<String, NDArray> terms, Map<String, NDArray> estimates, NDList notes) {

  /** One scalar to minimise, the sum of its terms. */
  public static Builder sum() {
    return new Builder();
  }

  /** Puts terms together. */
  public static final class Builder {

    private final Map<String, NDArray> terms = new LinkedHashMap<>();
    private final Map<String, NDArray> estimates = new LinkedHashMap<>();
    private final NDList notes = new NDList();
    private NDArray sum;

    private Builder() {}

    /** Adds a term whose gradient is its own. */
    public Builder term(String name, NDArray value) {
      return term(name, value, value.stopGradient());
    }

    /**
     * Adds a term with a coefficient.
     *
     * @param weight of any sign
     * @param value scalar, with the graph
     */
    public Builder term(String name, double weight, NDArray value) {
      return term(name, value.mul(value.getManager().full(new Shape(), (float) weight)));
    }

    /**
     * Adds a term whose gradient is computed by another scalar, as where each encoder follows a
     * gradient of its own.
     *
     * @param minimised with the graph
     * @param value what is told of it, with no graph
     */
    public Builder term(String name, NDArray minimised, NDArray value) {
      sum = sum == null ? minimised : sum.add(minimised);
      terms.put(name, value);
      return this;
    }

    /** Tells a scalar that is not minimised; its graph is cut. */
    public Builder estimate(String name, NDArray value) {
      estimates.put(name, value.stopGradient());
      return this;
    }

    /**
     * Leaves an array for {@link Balancer#steer}; it must have no graph, and belong to the batch's
     * manager, so that it ends with the step.
     */
    public Builder note(NDArray array) {
      notes.add(array);
      return this;
    }

    /** The objectives. */
    public Objectives build() {
      return new Objectives(new NDList(sum), terms, estimates, notes);
    }
  }
}
