package dev.counterpoint.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import dev.counterpoint.models.network.Network;
import java.util.Map;
import java.util.SplittableRandom;

/** Gradients of a network's parameters against central differences. */
public final class GradientCheck {

  private static final int DIRECTIONS = 3;

  private GradientCheck() {}

  /**
   * Moves each parameter along random directions of length one, and compares the slope of a random
   * linear function of the result with the gradient.
   *
   * @param block of the network
   * @param tolerance of a slope, absolute where it is below 1 and relative above
   */
  public static void check(
      Network network, String block, NDArray input, double step, double tolerance, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NDArray shape = network.forward(block, input, false);
    NDArray weights = shape.getManager().create(normal(random, shape.size()), shape.getShape());
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(network.forward(block, input, true).mul(weights).sum());
    }
    for (Map.Entry<String, Parameter> entry : network.trainable().entrySet()) {
      NDArray array = entry.getValue().getArray();
      float[] values = array.toFloatArray();
      float[] gradient = array.getGradient().toFloatArray();
      for (int i = 0; i < DIRECTIONS; i++) {
        float[] direction = unit(random, values.length);
        double slope = 0;
        for (int j = 0; j < values.length; j++) {
          slope += (double) gradient[j] * direction[j];
        }
        double above = moved(network, block, input, weights, array, values, direction, step);
        double below = moved(network, block, input, weights, array, values, direction, -step);
        double measured = (above - below) / (2 * step);
        assertThat(Math.abs(slope - measured) / Math.max(1, Math.abs(measured)))
            .as("%s, seed %d: gradient %s, difference %s", entry.getKey(), seed, slope, measured)
            .isLessThan(tolerance);
      }
    }
  }

  private static double moved(
      Network network,
      String block,
      NDArray input,
      NDArray weights,
      NDArray array,
      float[] values,
      float[] direction,
      double by) {
    float[] moved = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      moved[i] = (float) (values[i] + by * direction[i]);
    }
    array.set(moved);
    try (NDManager own = input.getManager().newSubManager()) {
      NDArray result = network.forward(block, input, true);
      result.attach(own);
      float[] outputs = result.toFloatArray();
      float[] factors = weights.toFloatArray();
      double sum = 0;
      for (int i = 0; i < outputs.length; i++) {
        sum += (double) outputs[i] * factors[i];
      }
      return sum;
    } finally {
      array.set(values);
    }
  }

  private static float[] unit(SplittableRandom random, int size) {
    float[] values = normal(random, size);
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    for (int i = 0; i < size; i++) {
      values[i] /= (float) Math.sqrt(squares);
    }
    return values;
  }

  private static float[] normal(SplittableRandom random, long size) {
    float[] values = new float[(int) size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
