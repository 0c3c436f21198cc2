package dev.counterpoint.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * First values of parameters: those that their block states ({@link FirstValues}); otherwise
 * weights from a normal distribution with variance 2 / fan-in (He et al. 2015, "Delving Deep into
 * Rectifiers", equation 10), everything else as DJL leaves it (biases 0, scales 1). Drawn on the
 * host, so that a seed means the same on every device.
 */
final class Initialization {

  private final Map<Parameter, Double> stated = new IdentityHashMap<>();

  /** What the blocks of a tree state; they are initialised. */
  Initialization(Block root) {
    collect(root);
  }

  private void collect(Block block) {
    if (block instanceof FirstValues own) {
      for (Parameter parameter : block.getDirectParameters().values()) {
        OptionalDouble deviation = own.deviation(parameter);
        deviation.ifPresent(value -> stated.put(parameter, value));
      }
    }
    block.getChildren().values().forEach(this::collect);
  }

  void fill(Parameter parameter, RandomAddress address) {
    Double deviation = stated.get(parameter);
    if (deviation != null) {
      fill(parameter.getArray(), deviation, address);
    } else if (parameter.getType() == Parameter.Type.WEIGHT) {
      Shape shape = parameter.getArray().getShape();
      double fanIn = shape.size() / (double) shape.get(0);
      fill(parameter.getArray(), Math.sqrt(2.0 / fanIn), address);
    }
  }

  private static void fill(NDArray array, double deviation, RandomAddress address) {
    SplittableRandom random = address.stream();
    float[] values = new float[Math.toIntExact(array.size())];
    // Of deviation 0 they stay zeros without sign.
    for (int i = 0; i < values.length && deviation > 0; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    array.set(values);
  }
}
