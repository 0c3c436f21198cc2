package dev.counterpoint.models.augment;

import java.util.SplittableRandom;

/** Checks and draws in closed ranges. */
final class Range {

  private Range() {}

  /**
   * Stops where a setting is out of its range.
   *
   * @throws IllegalArgumentException with name, range and value
   */
  static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      String range =
          most == Double.MAX_VALUE
              ? (least == Double.MIN_VALUE ? "above 0" : "at least " + least)
              : (least == Double.MIN_VALUE ? "in (0, " : "in [" + least + ", ") + most + "]";
      throw new IllegalArgumentException("%s must be %s, found %s".formatted(name, range, value));
    }
  }

  /** Uniform between two bounds, which may be equal. */
  static double between(double least, double most, SplittableRandom random) {
    return least + (most - least) * random.nextDouble();
  }

  /** Uniform at most so far from a centre. */
  static double around(double center, double reach, SplittableRandom random) {
    return between(center - reach, center + reach, random);
  }
}
