package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.models.interactions.PairwiseMargins;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The semi-supervised setting (Liang et al. 2024, section 2): each modality labeled on its own, and
 * pairs of both without labels. The three samples may have no example in common.
 *
 * @param first labeled examples of the first modality
 * @param second labeled examples of the second modality
 * @param pairs unlabeled
 */
public record SemiSupervisedSample(LabeledSymbols first, LabeledSymbols second, SymbolPairs pairs) {

  private static final int MOST_DRAWS = 1_000;

  /** Labeled pairs, with no use of which label belongs to which pair. */
  public static SemiSupervisedSample of(int[] first, int[] second, int[] labels) {
    return new SemiSupervisedSample(
        new LabeledSymbols(first, labels),
        new LabeledSymbols(second, labels),
        new SymbolPairs(first, second));
  }

  /**
   * p(x1, y), p(x2, y) and p(x1, x2), brought to the same p(y), p(x1) and p(x2) where the samples
   * disagree.
   *
   * @throws dev.counterpoint.models.interactions.MalformedDistributionException if there is a
   *     single label
   */
  public PairwiseMargins margins() {
    int a = 1 + Math.max(LabeledSymbols.most(first.symbols()), LabeledSymbols.most(pairs.first()));
    int b =
        1 + Math.max(LabeledSymbols.most(second.symbols()), LabeledSymbols.most(pairs.second()));
    int y = 1 + Math.max(LabeledSymbols.most(first.labels()), LabeledSymbols.most(second.labels()));
    return ConsistentMargins.of(first.counts(a, y), second.counts(b, y), pairs.counts(a, b));
  }

  /** Drawn with replacement, each of the three on its own; with two labels where there are two. */
  SemiSupervisedSample drawn(SplittableRandom random) {
    SemiSupervisedSample sample = once(random);
    for (int draw = 0; draw < MOST_DRAWS && sample.hasSingleLabel(); draw++) {
      sample = once(random);
    }
    return sample;
  }

  private SemiSupervisedSample once(SplittableRandom random) {
    return new SemiSupervisedSample(first.drawn(random), second.drawn(random), pairs.drawn(random));
  }

  private boolean hasSingleLabel() {
    int label = first.labels()[0];
    return Arrays.stream(first.labels()).allMatch(other -> other == label)
        && Arrays.stream(second.labels()).allMatch(other -> other == label);
  }
}
