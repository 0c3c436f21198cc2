package dev.counterpoint.app.statistics;

/**
 * A range of values, both ends included.
 *
 * @param low its lower end
 * @param high its upper end, not below the lower
 */
public record Interval(double low, double high) {

  /**
   * Checks the order of the ends.
   *
   * @throws IllegalArgumentException if they are reversed, or one is not a number
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("not an interval: from " + low + " to " + high);
    }
  }

  /** Whether the value lies in it. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
