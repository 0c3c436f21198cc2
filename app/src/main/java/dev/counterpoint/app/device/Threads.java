package dev.counterpoint.app.device;

import java.lang.management.ManagementFactory;

/**
 * How many threads an operation may use. The setting must be made before the engine loads; a run
 * repeats its bits only with the same number of threads, so that the number stands in its manifest.
 */
public final class Threads {

  private static final String PROPERTY = "ai.djl.pytorch.num_threads";

  private Threads() {}

  /**
   * Cores that nobody uses, less one for everybody else; at least 1. Two threads on a machine with
   * two cores are slower than one as soon as anything else runs.
   */
  public static int free() {
    int cores = Runtime.getRuntime().availableProcessors();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int busy = load < 0 ? 0 : (int) Math.round(load);
    return Math.max(1, cores - busy - 1);
  }

  /**
   * Sets the number of threads; without effect once the engine is loaded.
   *
   * @param count at least 1, or 0 for {@link #free}
   */
  public static void use(int count) {
    System.setProperty(PROPERTY, Integer.toString(count == 0 ? free() : count));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  /** The number that was set. */
  public static int used() {
    return Integer.getInteger(PROPERTY, 1);
  }
}
