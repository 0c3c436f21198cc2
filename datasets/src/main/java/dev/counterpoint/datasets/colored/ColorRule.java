package dev.counterpoint.datasets.colored;

import java.util.SplittableRandom;

/**
 * How a label's colour is drawn: a favoured colour with probability {@code rate}, otherwise one of
 * the other colours, each as likely as the next.
 *
 * @param favored which colour a label favours
 * @param rate probability of the favoured colour, in [0, 1]
 */
public record ColorRule(Favored favored, double rate) {

  /** Which colour a label favours. */
  public enum Favored {
    /** Class k favours colour k. */
    OWN,
    /** Class k favours the colour of its partner: 0 and 1 swap, 2 and 3 swap, and so on. */
    PARTNER
  }

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is not in [0, 1]
   */
  public ColorRule {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("colour rate must be in [0, 1], found " + rate);
    }
  }

  /** Class k has colour k with this probability, otherwise another colour. */
  public static ColorRule aligned(double rate) {
    return new ColorRule(Favored.OWN, rate);
  }

  /** Class k has its partner's colour with this probability, otherwise another colour. */
  public static ColorRule reversed(double rate) {
    return new ColorRule(Favored.PARTNER, rate);
  }

  /** Every colour is as likely as the next, whatever the label. */
  public static ColorRule shuffled(int colors) {
    return aligned(1.0 / colors);
  }

  /**
   * The rule with a given colour correlation: 1 is fully aligned, 0 is shuffled, -1 fully reversed.
   * At strength c the favoured colour has probability |c| + (1 - |c|) / colors, so that the 77.5 %
   * of Huang et al. 2024 are exactly c = 0.75 for ten colours.
   *
   * @throws IllegalArgumentException if the correlation is not in [-1, 1]
   */
  public static ColorRule correlated(double correlation, int colors) {
    double strength = Math.abs(correlation);
    double rate = strength + (1 - strength) / colors;
    return correlation < 0 ? reversed(rate) : aligned(rate);
  }

  /** Draws the colour of one example, in {@code 0 .. colors - 1}. */
  int draw(int label, int colors, SplittableRandom random) {
    int favorite = favored == Favored.OWN ? label : partner(label, colors);
    if (random.nextDouble() < rate) {
      return favorite;
    }
    return (favorite + 1 + random.nextInt(colors - 1)) % colors;
  }

  /** The class that shares a pair with this one; the last of an odd number is its own partner. */
  static int partner(int label, int colors) {
    int partner = label ^ 1;
    return partner < colors ? partner : label;
  }
}
