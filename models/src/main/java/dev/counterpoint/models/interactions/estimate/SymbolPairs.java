package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.models.interactions.MalformedDistributionException;
import java.util.SplittableRandom;

/**
 * Examples of both modalities without labels.
 *
 * @param first x1 of each pair, from 0
 * @param second x2 of each pair, from 0
 */
public record SymbolPairs(int[] first, int[] second) {

  /**
   * Checks the sizes.
   *
   * @throws MalformedDistributionException if there is no pair, numbers of x1 and x2 differ, or one
   *     is negative
   */
  public SymbolPairs {
    if (first.length != second.length || first.length == 0) {
      throw new MalformedDistributionException(
          "%d of x1 and %d of x2: expected pairs, and at least one"
              .formatted(first.length, second.length),
          "Give both of every pair.");
    }
    LabeledSymbols.requireNumbers("x1", first);
    LabeledSymbols.requireNumbers("x2", second);
  }

  double[][] counts(int ofFirst, int ofSecond) {
    double[][] counts = new double[ofFirst][ofSecond];
    for (int n = 0; n < first.length; n++) {
      counts[first[n]][second[n]]++;
    }
    return counts;
  }

  SymbolPairs drawn(SplittableRandom random) {
    int[] index = Bootstrap.draw(first.length, random);
    return new SymbolPairs(Bootstrap.select(first, index), Bootstrap.select(second, index));
  }
}
