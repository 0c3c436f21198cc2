package dev.counterpoint.models.retrieval;

/**
 * Where the best right answer of a query stands among the candidates. Candidates of equal score
 * stand in random order, so that a rank is a distribution: a model that gives all the same score
 * gets what chance gets, and not rank 1.
 *
 * @param above wrong candidates with a higher score than the best right answer
 * @param tiedWrong wrong candidates with the same score
 * @param tiedRight right answers with the same score, at least 1
 */
public record Placing(int above, int tiedWrong, int tiedRight) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if one is negative or there is no right answer
   */
  public Placing {
    if (above < 0 || tiedWrong < 0 || tiedRight < 1) {
      throw new IllegalArgumentException(
          "%d above, %d wrong and %d right of equal score: expected 0 or more, and a right one"
              .formatted(above, tiedWrong, tiedRight));
    }
  }

  /**
   * Where the best right answer stands if the candidates are in random order.
   *
   * @param candidates all of them
   * @param right how many of them are right, at least 1
   */
  public static Placing byChance(int candidates, int right) {
    return new Placing(0, candidates - right, right);
  }

  /** The expected rank of the best right answer, from 1 on. */
  public double expectedRank() {
    return above + (tiedWrong + tiedRight + 1.0) / (tiedRight + 1.0);
  }

  /**
   * The probability that a right answer is among the first.
   *
   * @param first how many are looked at
   */
  public double within(long first) {
    long seen = first - above;
    if (seen <= 0) {
      return 0;
    }
    if (seen > tiedWrong) {
      return 1;
    }
    // None of the right among the first seen: C(wrong, seen) / C(wrong + right, seen), which is
    // symmetric in seen and right; the shorter product is taken.
    long all = (long) tiedWrong + tiedRight;
    long factors = Math.min(seen, tiedRight);
    long others = Math.max(seen, tiedRight);
    double none = 1;
    for (long i = 0; i < factors; i++) {
      none *= (all - others - i) / (double) (all - i);
    }
    return 1 - none;
  }
}
