package dev.counterpoint.models.network;

import ai.djl.nn.Parameter;
import java.util.OptionalDouble;

/**
 * A block that says how its own parameters begin. {@link Network} draws them on the host, from the
 * parameter's address, so that a seed means the same on every device.
 */
public interface FirstValues {

  /**
   * The standard deviation of a parameter's first values, which are normal with mean 0.
   *
   * @param parameter a direct parameter of this block, not of a child; its shape is known
   * @return 0 or above; empty where {@link Network}'s rule holds: He et al.'s for weights, zeros
   *     for biases, ones for scales
   */
  OptionalDouble deviation(Parameter parameter);
}
