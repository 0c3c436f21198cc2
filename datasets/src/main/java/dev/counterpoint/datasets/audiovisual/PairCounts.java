package dev.counterpoint.datasets.audiovisual;

/**
 * How many pairs of a picture and a recording each part has.
 *
 * @param train 1 to 200,000
 * @param validation 1 to 200,000
 * @param test 1 to 200,000
 */
public record PairCounts(int train, int validation, int test) {

  /** 3,000 to train on, 600 to choose by, 1,500 to measure on. */
  public static final PairCounts DEFAULT = new PairCounts(3_000, 600, 1_500);

  private static final int MOST = 200_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range; the text names it
   */
  public PairCounts {
    check("train", train);
    check("validation", validation);
    check("test", test);
  }

  private static void check(String part, int count) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "number of %s pairs must be 1 to %d, found %d".formatted(part, MOST, count));
    }
  }
}
