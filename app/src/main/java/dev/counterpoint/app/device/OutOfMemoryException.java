package dev.counterpoint.app.device;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.counterpoint.datasets.CounterpointException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A device, or the machine where it is a CPU, has less memory than a computation asks for. */
public final class OutOfMemoryException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private static final Pattern REQUEST =
      Pattern.compile("[Tt]ried to allocate ([0-9.]+ ?(?:[KMGT]i?B|bytes))");

  private OutOfMemoryException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }

  /** Whether PyTorch, or one of CUDA's libraries, has said that there is no memory. */
  public static boolean isCause(EngineException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (text.contains("out of memory")
          || text.contains("_alloc_failed")
          || text.contains("defaultcpuallocator")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The error for the person who trains.
   *
   * @param e for which {@link #isCause} holds
   * @param where what was computed, such as {@code "step 3 with batches of 4,096"}
   * @param device on which
   * @param memory of it, found when it failed; empty where it is not known
   * @param remedy what to set otherwise
   */
  public static OutOfMemoryException of(
      EngineException e,
      String where,
      Device device,
      Optional<DeviceMemory> memory,
      String remedy) {
    String name = device.isGpu() ? "gpu:" + device.getDeviceId() : "the CPU";
    return new OutOfMemoryException(
        "out of memory on %s: %s%s; %s"
            .formatted(
                name,
                where,
                asked(e),
                memory
                    .map(found -> "found " + found.text() + " used, other programs included")
                    .orElse("how much was used is not known")),
        remedy,
        e);
  }

  /**
   * The error where no training step has failed: in an evaluation, an export, or while data are
   * copied to the device.
   *
   * @param e for which {@link #isCause} holds
   */
  public static OutOfMemoryException elsewhere(EngineException e) {
    return new OutOfMemoryException(
        "out of memory outside a training step" + asked(e),
        "End other programs that use the device, or choose another one (--device); less data or"
            + " smaller pictures need less.",
        e);
  }

  private static String asked(EngineException e) {
    Matcher request = REQUEST.matcher(String.valueOf(e.getMessage()));
    return request.find() ? ", " + request.group(1) + " more were asked for" : "";
  }
}
