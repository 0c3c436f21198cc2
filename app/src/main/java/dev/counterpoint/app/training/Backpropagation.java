package dev.counterpoint.app.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.GradientCollector;
import java.util.function.Supplier;

/** From a scalar back to what it was computed from; gradients add to those that are there. */
final class Backpropagation {

  private Backpropagation() {}

  /**
   * Computes a scalar and its gradients.
   *
   * @param owner of what is computed on the way, most of which is let go of before the backward
   *     pass
   * @param scalar computes it
   * @param kept what must stay although it has a gradient
   * @return the scalar, with the last of its graph
   */
  static NDArray of(NDManager owner, Supplier<NDArray> scalar, NDList kept) {
    // The scope ends what a block left on the manager of its parameters.
    try (GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDScope everything = new NDScope()) {
      everything.suppressNotUsedWarning();
      NDArray value = scalar.get();
      NDScope.unregister(value);
      letGo(owner, value, kept);
      collector.backward(value);
      return value;
    }
  }

  /**
   * Lets go of what the forward pass computed: the graph keeps what it needs and frees it on the
   * way, so that gradients reuse warm memory. What has no gradient must stay until the backward
   * pass is over: DJL makes numbers and constants in buffers of Java, which the graph reads and
   * does not own, and which the garbage collector takes as soon as their array is closed.
   */
  private static void letGo(NDManager owner, NDArray value, NDList kept) {
    for (NDArray array : owner.getManagedArrays()) {
      if (array != value && array.hasGradient() && !isAmong(kept, array)) {
        array.close();
      }
    }
  }

  /** By identity: equality of arrays compares values, and reads them from the device. */
  private static boolean isAmong(NDList kept, NDArray array) {
    for (NDArray one : kept) {
      if (one == array) {
        return true;
      }
    }
    return false;
  }
}
