package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.models.interactions.MalformedDistributionException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Labeled examples of one modality alone.
 *
 * @param symbols of each example, from 0
 * @param labels of each example, from 0
 */
public record LabeledSymbols(int[] symbols, int[] labels) {

  /**
   * Checks the sizes.
   *
   * @throws MalformedDistributionException if there are fewer than two examples, as many labels as
   *     examples are not given, or a number is negative
   */
  public LabeledSymbols {
    if (symbols.length != labels.length || labels.length < 2) {
      throw new MalformedDistributionException(
          "%d examples of a modality with %d labels: expected one label each, and at least 2"
              .formatted(symbols.length, labels.length),
          "Give a label for every example.");
    }
    requireNumbers("symbol", symbols);
    requireNumbers("label", labels);
  }

  static void requireNumbers(String what, int[] values) {
    for (int n = 0; n < values.length; n++) {
      if (values[n] < 0) {
        throw new MalformedDistributionException(
            "the %s of example %d is %d".formatted(what, n, values[n]), "Number them from 0.");
      }
    }
  }

  static int most(int[] values) {
    return Arrays.stream(values).max().orElse(-1);
  }

  double[][] counts(int ofSymbols, int ofLabels) {
    double[][] counts = new double[ofSymbols][ofLabels];
    for (int n = 0; n < labels.length; n++) {
      counts[symbols[n]][labels[n]]++;
    }
    return counts;
  }

  LabeledSymbols drawn(SplittableRandom random) {
    int[] index = Bootstrap.draw(labels.length, random);
    return new LabeledSymbols(Bootstrap.select(symbols, index), Bootstrap.select(labels, index));
  }
}
