package dev.counterpoint.models.interactions.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.models.interactions.Distributions;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.PairwiseMargins;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccuracyBoundsTest {

  /**
   * Eight labels of which one is nearly always right, and modalities that tell nothing: whoever
   * says the frequent label is right in 93 % of cases, yet (I + 1) / log2 8 is a third.
   */
  static JointDistribution oneFrequentLabel() {
    return Distributions.weighted(new double[][][] {{{93, 1, 1, 1, 1, 1, 1, 1}}});
  }

  @Test
  void thePapersUpperBoundIsRefutedByLabelsOfUnequalFrequency() {
    JointDistribution p = oneFrequentLabel();
    double information = p.information();

    AccuracyBounds paper = AccuracyBounds.asInPaper(p.margins(), information, information);
    AccuracyBounds ours = AccuracyBounds.of(p.margins(), information, information);

    assertThat(p.bestAccuracy()).isCloseTo(0.93, within(1e-12));
    assertThat(paper.upper()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(ours.upper()).isCloseTo(0.93, within(1e-9));
  }

  @Test
  void thePapersUpperBoundSaysNothingOfTwoLabels() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 100; trial++) {
      PairwiseMargins known = Distributions.dirichlet(2, 2, 2, random).margins();
      assertThat(AccuracyBounds.asInPaper(known, 0, 0).upper()).isEqualTo(1);
    }
  }

  @Test
  void boundsHoldAndThePapersAreNoSharper() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 1_000; trial++) {
      JointDistribution p = Distributions.dirichlet(3, 2, 2 + trial % 5, random);
      double information = p.information();
      AccuracyBounds ours = AccuracyBounds.of(p.margins(), information, information);
      AccuracyBounds paper = AccuracyBounds.asInPaper(p.margins(), information, information);

      assertThat(p.bestAccuracy()).isBetween(ours.lower() - 1e-9, ours.upper() + 1e-9);
      assertThat(p.bestAccuracy()).isGreaterThanOrEqualTo(paper.lower());
      assertThat(ours.lower()).isGreaterThanOrEqualTo(paper.lower() - 1e-12);
    }
  }

  @Test
  void theEndsAreReachedByWhatReachesThem() {
    // Even over k labels: an accuracy of 1 / k at log2 k bits.
    assertThat(AccuracyBounds.least(0)).isCloseTo(1, within(1e-12));
    assertThat(AccuracyBounds.least(1)).isCloseTo(0.5, within(1e-12));
    assertThat(AccuracyBounds.least(2)).isCloseTo(0.25, within(1e-12));
    assertThat(AccuracyBounds.least(0.5)).isCloseTo(0.75, within(1e-12));
    assertThat(AccuracyBounds.most(0, 2)).isEqualTo(1);
    assertThat(AccuracyBounds.most(2, 4)).isCloseTo(0.25, within(1e-6));
    // Right with 0.9, else any of three others.
    double entropy = -0.9 * Math.log(0.9) / Math.log(2) - 0.1 * Math.log(0.1 / 3) / Math.log(2);
    assertThat(AccuracyBounds.most(entropy, 4)).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void withoutPairsTheAccuracyOfExclusiveOrIsOpen() {
    JointDistribution xor = Distributions.uniform(2, 2, 2, (a, b) -> a ^ b);

    AccuracyBounds found = AccuracyBounds.of(xor.margins(), SynergyBounds.of(xor.margins()));

    assertThat(found.lower()).isCloseTo(0.5, within(1e-6));
    assertThat(found.upper()).isCloseTo(1, within(1e-6));
  }

  @Test
  void theEstimateIsTheMiddleOfWhatIsPossible() {
    assertThat(new AccuracyBounds(0.5, 0.9).estimate()).isCloseTo(0.7, within(1e-12));
    // The paper's upper end can be above 1, which no accuracy is.
    assertThat(new AccuracyBounds(0.5, 1.7).estimate()).isCloseTo(0.75, within(1e-12));
  }
}
