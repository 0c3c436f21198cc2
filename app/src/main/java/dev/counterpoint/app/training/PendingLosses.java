package dev.counterpoint.app.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Losses since the last metrics line. They stay on the device until they are needed, so that steps
 * do not wait for one another; each step's own value is kept, so that the step that diverged has a
 * name.
 */
final class PendingLosses implements AutoCloseable {

  private final NDManager manager;
  private final NDList onDevice = new NDList();
  private final List<Float> onHost = new ArrayList<>();

  PendingLosses(NDManager parent) {
    this.manager = parent.newSubManager();
  }

  /** Takes a scalar over from its step. */
  void add(NDArray loss) {
    loss.attach(manager);
    onDevice.add(loss);
  }

  /** Starts with values of a run that was stopped. */
  void restore(float[] values) {
    for (float value : values) {
      onHost.add(value);
    }
  }

  /**
   * Reads the losses from the device; the only wait of the training loop.
   *
   * @param nextStep the step that follows the newest loss
   * @throws DivergenceException if one is not finite
   */
  float[] settle(long nextStep, int stepsPerEpoch) {
    if (!onDevice.isEmpty()) {
      try (NDArray stacked = NDArrays.stack(onDevice)) {
        for (float value : stacked.toFloatArray()) {
          onHost.add(value);
        }
      }
      onDevice.close();
      onDevice.clear();
    }
    float[] values = new float[onHost.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = onHost.get(i);
      if (!Float.isFinite(values[i])) {
        throw DivergenceException.ofLoss(nextStep - values.length + i, stepsPerEpoch, values[i]);
      }
    }
    return values;
  }

  void clear() {
    onHost.clear();
  }

  @Override
  public void close() {
    manager.close();
  }
}
