package dev.counterpoint.app.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/**
 * Memory of a GPU as its driver counts it: of all programs together, since DJL does not ask
 * PyTorch's allocator. That allocator keeps what it has once had, so that what is used between two
 * steps is, less what others use, the most that this program has needed so far.
 *
 * @param usedBytes by all programs
 * @param totalBytes of the device
 */
public record DeviceMemory(long usedBytes, long totalBytes) {

  private static final double MEGABYTE = 1e6;

  /** Of a device now; empty for a CPU, and where the driver does not say. */
  public static Optional<DeviceMemory> of(Device device) {
    if (!device.isGpu()) {
      return Optional.empty();
    }
    try {
      MemoryUsage usage = CudaUtils.getGpuMemory(device);
      return Optional.of(new DeviceMemory(usage.getUsed(), usage.getMax()));
    } catch (RuntimeException | LinkageError e) {
      // No training ends because nobody counts.
      return Optional.empty();
    }
  }

  /** Used, in units of 10^6 bytes. */
  public double usedMegabytes() {
    return Math.rint(usedBytes / MEGABYTE);
  }

  /** For people. */
  public String text() {
    return "%,.0f of %,.0f MB".formatted(usedBytes / MEGABYTE, totalBytes / MEGABYTE);
  }
}
