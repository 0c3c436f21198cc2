package dev.counterpoint.app.bench.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Memory that a step takes at its peak beside what stays from step to step, as Linux counts the
 * resident pages of a process: of activations, graph and temporary arrays, wherever they come from.
 *
 * @param warming takes the same step over few examples, so that classes, kernels and caches are in
 *     memory before it is measured
 * @param measured the step
 */
public record StepMemory(MeasuredStep warming, MeasuredStep measured) {

  /** Examples of the warm-up. */
  public static final int FEW = 8;

  /** Memory comes in huge pages where the launcher asks for them: less than one cannot be told. */
  private static final long LEAST = 2 << 20;

  private static final int WARM_STEPS = 300;
  private static final int STEPS = 10;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final String PEAK_IS_NOW = "5";

  /** Whether this machine counts it. */
  public static boolean isKnown() {
    return Files.isReadable(STATUS) && Files.isWritable(RESET);
  }

  /** Takes the steps; MB, 10^6 bytes, at least those of a huge page. */
  public double megabytes() {
    for (int i = 0; i < WARM_STEPS; i++) {
      warming.take();
    }
    warming.takeForLoss();
    try {
      Files.writeString(RESET, PEAK_IS_NOW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long before = kilobytes("VmRSS:");
    for (int i = 0; i < STEPS; i++) {
      measured.take();
    }
    measured.takeForLoss();
    return Math.max(LEAST, (kilobytes("VmHWM:") - before) * 1024) / 1e6;
  }

  private static long kilobytes(String field) {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(STATUS + " has no " + field));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
