package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Intervals by drawing samples from a sample (Efron 1979, "Bootstrap Methods: Another Look at the
 * Jackknife").
 *
 * @param replicates how many samples are drawn, at least 2; 200 and more for intervals that are
 *     quoted
 * @param level of the intervals, in (0, 1)
 * @param address of the randomness
 */
public record Bootstrap(int replicates, double level, RandomAddress address) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Bootstrap {
    if (replicates < 2 || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "expected at least 2 replicates and a level in (0, 1), not %d and %s"
              .formatted(replicates, level));
    }
  }

  /** 200 replicates, 95 %. */
  public static Bootstrap standard(RandomAddress address) {
    return new Bootstrap(200, 0.95, address);
  }

  /**
   * Intervals of several numbers.
   *
   * @param estimates of the whole sample
   * @param least that each can be; infinite where there is no such number
   * @param most that each can be, likewise
   * @param replicate from randomness to the same numbers of a sample that is drawn
   */
  List<Interval> intervals(
      double[] estimates,
      List<Double> least,
      List<Double> most,
      Function<SplittableRandom, double[]> replicate) {
    double[][] drawn = new double[estimates.length][replicates];
    for (int r = 0; r < replicates; r++) {
      double[] found = replicate.apply(address.at(r).stream());
      for (int i = 0; i < found.length; i++) {
        drawn[i][r] = found[i];
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < estimates.length; i++) {
      double[] sorted = drawn[i];
      Arrays.sort(sorted);
      double bias = Arrays.stream(sorted).sum() / replicates - estimates[i];
      double low = 2 * estimates[i] - quantile(sorted, (1 + level) / 2);
      double high = 2 * estimates[i] - quantile(sorted, (1 - level) / 2);
      intervals.add(
          new Interval(
              estimates[i],
              bias,
              Math.min(most.get(i), Math.max(least.get(i), low)),
              Math.min(most.get(i), Math.max(least.get(i), high))));
    }
    return intervals;
  }

  /** Linear between the order statistics. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** As many indices as there are examples, drawn with replacement. */
  static int[] draw(int size, SplittableRandom random) {
    return random.ints(size, 0, size).toArray();
  }

  static int[] select(int[] values, int[] index) {
    return Arrays.stream(index).map(n -> values[n]).toArray();
  }
}
