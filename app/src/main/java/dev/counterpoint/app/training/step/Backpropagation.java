package dev.counterpoint.app.training.step;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
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
   * Computes several scalars and the gradients of each, over one graph.
   *
   * @param owner as in {@link #of}
   * @param scalars computes them
   * @param afterEach called after each backward pass where there are several; gradients add up
   *     unless it takes them away
   * @return the first scalar, with the last of its graph
   */
  static NDArray ofEach(NDManager owner, Supplier<NDList> scalars, Runnable afterEach) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDScope everything = new NDScope()) {
      everything.suppressNotUsedWarning();
      NDList values = scalars.get();
      NDScope.unregister(values.head());
      letGo(owner, values.head(), values);
      for (int k = 0; k < values.size(); k++) {
        if (k + 1 < values.size()) {
          keepingGraph(values.get(k));
        } else {
          collector.backward(values.get(k));
        }
        if (values.size() > 1) {
          afterEach.run();
        }
      }
      return values.head();
    }
  }

  /** As the collector does it, but the graph stays for another backward pass. */
  private static void keepingGraph(NDArray scalar) {
    try (NDArray one = scalar.onesLike()) {
      JniUtils.backward((PtNDArray) scalar, (PtNDArray) one, true, false);
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
