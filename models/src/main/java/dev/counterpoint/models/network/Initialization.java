package dev.counterpoint.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * First values of parameters: weights from a normal distribution with variance 2 / fan-in (He et
 * al. 2015, "Delving Deep into Rectifiers", equation 10), everything else as DJL leaves it (biases
 * 0, scales 1). Drawn on the host, so that a seed means the same on every device.
 */
final class Initialization {

  private Initialization() {}

  static void fill(Parameter parameter, RandomAddress address) {
    if (parameter.getType() != Parameter.Type.WEIGHT) {
      return;
    }
    NDArray array = parameter.getArray();
    Shape shape = array.getShape();
    double deviation = Math.sqrt(2.0 / (shape.size() / (double) shape.get(0)));
    SplittableRandom random = address.stream();
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    array.set(values);
  }
}
