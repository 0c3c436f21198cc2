package dev.counterpoint.models.connection;

import java.util.SplittableRandom;

/**
 * A number 1/theta in [0, 2) by its binary digits, of which there are so many that sin(1/(theta x))
 * is exact to a double's precision for each x = 2^-i / pi. There 1/(theta x) = pi 2^i / theta,
 * whose sine depends on digits i, i + 1, ... alone: so theta holds an answer for every x, and any
 * answers to any x that are far enough apart are those of some theta. This is why sin(1/(theta x))
 * has no finite dimension (Lu 2023, introduction).
 */
final class HiddenFrequency {

  /** Digits that an answer depends on, as far as a double tells. */
  static final int WINDOW = 53;

  private final boolean[] digits;

  private HiddenFrequency(boolean[] digits) {
    this.digits = digits;
  }

  /**
   * With drawn digits.
   *
   * @param places how many x there are: 2^0 / pi to 2^-(places - 1) / pi
   */
  static HiddenFrequency drawn(int places, SplittableRandom random) {
    boolean[] digits = new boolean[places + WINDOW];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = random.nextBoolean();
    }
    return new HiddenFrequency(digits);
  }

  /**
   * One that answers as told.
   *
   * @param others its digits where nothing is told
   * @param at places in ascending order, each once
   * @param answers in [-1, 1]; where places are near to each other, an answer is met as far as the
   *     digits before the next place reach
   */
  static HiddenFrequency answering(HiddenFrequency others, int[] at, double[] answers) {
    boolean[] digits = others.digits.clone();
    for (int k = 0; k < at.length; k++) {
      int end = Math.min(k + 1 < at.length ? at[k + 1] : digits.length, at[k] + WINDOW);
      // sin(pi u) is the answer; u = 1 - asin / pi would be another.
      double u = Math.asin(answers[k]) / Math.PI;
      double rest = u < 0 ? u + 2 : u;
      for (int i = at[k]; i < end; i++) {
        digits[i] = rest >= 1;
        rest = 2 * (digits[i] ? rest - 1 : rest);
      }
    }
    return new HiddenFrequency(digits);
  }

  /** sin(1/(theta x)) at x = 2^-place / pi. */
  double sine(int place) {
    double u = 0;
    double value = 1;
    for (int i = place; i < place + WINDOW; i++) {
      u += digits[i] ? value : 0;
      value /= 2;
    }
    return Math.sin(Math.PI * u);
  }
}
