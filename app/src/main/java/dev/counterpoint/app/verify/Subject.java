package dev.counterpoint.app.verify;

import ai.djl.Device;
import dev.counterpoint.app.device.DeviceChoice;
import java.nio.file.Path;

/**
 * What is verified, and how.
 *
 * @param choice the device
 * @param exact whether it computes in full float32; with TF32 otherwise
 * @param seconds that each speed is measured for
 * @param folder for runs; empty at first
 */
record Subject(DeviceChoice choice, boolean exact, double seconds, Path folder) {

  /** Of the relative difference of gradients in float32: sums have another order. */
  private static final double EXACT_GRADIENT = 1e-3;

  /** The same with TF32, whose products have errors of 5e-4. */
  private static final double FAST_GRADIENT = 5e-2;

  Device device() {
    return choice.resolve();
  }

  String name() {
    return device().isGpu() ? "gpu:" + device().getDeviceId() : "cpu";
  }

  /** The largest difference of gradients, as a share of their norm, that is due to rounding. */
  double gradientTolerance() {
    return exact ? EXACT_GRADIENT : FAST_GRADIENT;
  }

  String precision() {
    return exact ? "float32" : "TF32";
  }
}
