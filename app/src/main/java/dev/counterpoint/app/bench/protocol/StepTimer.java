package dev.counterpoint.app.bench.protocol;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Times a training step: takes it until the caches, the memory allocator and the compilers have
 * settled, then again and again for the time asked for. Both sides of a comparison are timed by
 * this class.
 *
 * @param seconds how long to measure; the warm-up takes half as long
 */
public record StepTimer(double seconds) {

  private static final int FEWEST_STEPS = 3;

  /** Steps that take seconds have settled after the first. */
  private static final int FEWEST_WARM_STEPS = 1;

  /**
   * What was measured.
   *
   * @param medianSeconds of one step
   * @param steps how many were timed
   */
  public record Timing(double medianSeconds, int steps) {

    private static final String MARK = "timing ";

    /** As a process prints it for the one that started it. */
    public String line() {
      return MARK + medianSeconds + " " + steps;
    }

    /** Reads such a line; empty if it is another. */
    public static Optional<Timing> parse(String line) {
      if (!line.startsWith(MARK)) {
        return Optional.empty();
      }
      String[] parts = line.substring(MARK.length()).split(" ");
      return Optional.of(new Timing(Double.parseDouble(parts[0]), Integer.parseInt(parts[1])));
    }
  }

  /** Warms up and measures, by the clock on the wall. */
  public Timing time(Runnable step) {
    return time(step, System::nanoTime);
  }

  /**
   * Warms up and measures by a clock of one's own.
   *
   * @param clock nanoseconds from any moment on, such as the time that processors have spent
   */
  public Timing time(Runnable step, LongSupplier clock) {
    run(step, clock, seconds / 2, FEWEST_WARM_STEPS);
    double[] times = run(step, clock, seconds, FEWEST_STEPS);
    Arrays.sort(times);
    int middle = times.length / 2;
    double median = times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    return new Timing(median, times.length);
  }

  private static double[] run(Runnable step, LongSupplier clock, double seconds, int fewest) {
    double[] times = new double[64];
    int steps = 0;
    long begin = clock.getAsLong();
    long last = begin;
    while (steps < fewest || last - begin < seconds * 1e9) {
      step.run();
      long now = clock.getAsLong();
      if (steps == times.length) {
        times = Arrays.copyOf(times, 2 * steps);
      }
      times[steps++] = (now - last) / 1e9;
      last = now;
    }
    return Arrays.copyOf(times, steps);
  }
}
