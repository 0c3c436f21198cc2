package dev.counterpoint.models.signalnoise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParameterList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the first layer of an encoder has learned of signals whose directions are known, and of the
 * noise of its training examples: signal learning and noise memorization (Huang et al. 2024,
 * section 4) for any encoder that begins with a linear layer.
 *
 * <p>With unit directions u_k of a signal the trace is the largest {@code |w_r . u_k|} over neurons
 * r and directions k. That of the noise is the mean over examples i of the largest {@code |w_r .
 * xi_i| / ||xi_i||} over neurons. Both are in the unit of a weight, and so can be compared: a
 * neuron as long as 1 that looks along a direction alone gives it 1.
 */
public final class SignalTraces implements AutoCloseable {

  /** Name of the trace of the noise. */
  public static final String NOISE = "noise";

  private final NDManager manager;
  private final Map<String, NDArray> directions = new LinkedHashMap<>();
  private final NDArray noise;
  private final long inputs;

  /**
   * Keeps the directions on the manager's device.
   *
   * @param parent owner; a child of it holds the arrays until {@link #close}
   * @param signals directions of each signal by its name, {@code (K, D)} of any length but 0
   * @param noise of examples, {@code (N, D)} of any length but 0
   * @throws IllegalArgumentException if they are not rows of one width, or a row is 0 or not finite
   */
  public SignalTraces(NDManager parent, Map<String, NDArray> signals, NDArray noise) {
    this.inputs = noise.getShape().dimension() == 2 ? noise.getShape().get(1) : -1;
    this.manager = parent.newSubManager();
    try {
      signals.forEach((name, rows) -> directions.put(name, columns(name, rows)));
      this.noise = columns(NOISE, noise);
    } catch (IllegalArgumentException e) {
      manager.close();
      throw e;
    }
  }

  /** Rows to columns of length one, {@code (D, K)}. */
  private NDArray columns(String name, NDArray rows) {
    Shape shape = rows.getShape();
    if (shape.dimension() != 2 || shape.get(0) < 1 || shape.get(1) != inputs) {
      throw new IllegalArgumentException(
          "directions of '%s': expected (K, %d) with K of 1 and more, found %s"
              .formatted(name, inputs, shape));
    }
    NDArray lengths = rows.norm(new int[] {1}, true);
    boolean proper =
        lengths.gt(0).logicalAnd(lengths.lt(Float.POSITIVE_INFINITY)).all().getBoolean();
    if (!proper) {
      throw new IllegalArgumentException(
          "directions of '%s': a row is 0 or not finite, so that it has no direction"
              .formatted(name));
    }
    NDArray columns = rows.div(lengths).transpose().toType(DataType.FLOAT32, false);
    columns.attach(manager);
    return columns;
  }

  /**
   * The weight of a block's first layer, if that reads these inputs and is linear.
   *
   * @param encoder initialised
   * @return {@code (R, D)}; the block's own
   */
  public Optional<NDArray> firstLayer(Block encoder) {
    ParameterList parameters = encoder.getParameters();
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    NDArray first = parameters.valueAt(0).getArray();
    Shape shape = first.getShape();
    boolean fits = shape.dimension() == 2 && shape.get(1) == inputs;
    return fits ? Optional.of(first) : Optional.empty();
  }

  /**
   * The traces of a first layer; nothing waits for the device.
   *
   * @param weight {@code (R, D)}, a neuron a row, as DJL's {@code Linear} has it
   * @param scratch owner of the results
   * @return scalars, {@code (1)}: {@code signal-NAME} for each signal, and {@link #NOISE}
   */
  public Map<String, NDArray> of(NDArray weight, NDManager scratch) {
    if (weight.getShape().dimension() != 2 || weight.getShape().get(1) != inputs) {
      throw new IllegalArgumentException(
          "weight: expected (R, %d), found %s".formatted(inputs, weight.getShape()));
    }
    try (NDManager own = manager.newSubManager()) {
      NDArray constant = weight.stopGradient();
      constant.attach(own);
      Map<String, NDArray> traces = new LinkedHashMap<>();
      directions.forEach(
          (name, columns) ->
              traces.put("signal-" + name, constant.matMul(columns).abs().max().reshape(1)));
      NDArray largest = constant.matMul(noise).abs().max(new int[] {0});
      traces.put(NOISE, largest.mean().reshape(1));
      traces.values().forEach(value -> value.attach(scratch));
      return traces;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
