package dev.counterpoint.models.interactions.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.models.interactions.Decomposition;
import dev.counterpoint.models.interactions.Distributions;
import dev.counterpoint.models.interactions.Information;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.Tables;
import dev.counterpoint.models.interactions.UnimodalInformation;
import dev.counterpoint.models.interactions.program.ConditionalEntropyProgram;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SynergyBoundsTest {

  /** Beyond what solvers and rounding explain, bits. */
  private static final double VIOLATION = 1e-6;

  private static SynergyBounds bounds(JointDistribution p, RedundancyBound form) {
    return SynergyBounds.of(p.margins(), form, DisagreementBound.PROVED);
  }

  private static double byDisagreement(JointDistribution p, DisagreementBound form) {
    return SynergyBounds.of(p.margins(), RedundancyBound.FIRST, form).byDisagreement();
  }

  /**
   * Two modalities that agree on the label three times out of four, near certain then, and cancel
   * each other out where they disagree; 44 equally frequent cases. The disagreement is large, yet
   * nothing more is learned of both together: S = 0.0000 while alpha - max(U1, U2) is 0.0666 bits.
   * It refutes the factor c = 1 of {@code bounds.py}.
   */
  static JointDistribution cancelling() {
    return Distributions.weighted(new double[][][] {{{1, 15}, {6, 6}}, {{0, 0}, {15, 1}}});
  }

  @Test
  void aFactorOfOneIsRefutedByModalitiesThatCancel() {
    JointDistribution p = cancelling();
    double synergy = Decomposition.of(p).synergy();

    assertThat(byDisagreement(p, DisagreementBound.WHOLE) - synergy).isBetween(0.06, 0.07);
    assertThat(byDisagreement(p, DisagreementBound.QUARTER)).isLessThan(synergy);
    assertThat(byDisagreement(p, DisagreementBound.PROVED)).isLessThan(synergy);
  }

  /** What seed 11 of Dirichlet(1) gave when this was written: 162 of 5,000. */
  @Test
  void aFactorOfOneFailsForAboutThreeInAHundredRandomDistributions() {
    SplittableRandom random = new SplittableRandom(11);
    int refuted = 0;
    for (int trial = 0; trial < 2_000; trial++) {
      JointDistribution p = Distributions.dirichlet(2, 2, 2, random);
      double over = byDisagreement(p, DisagreementBound.WHOLE) - Decomposition.of(p).synergy();
      refuted += over > VIOLATION ? 1 : 0;
    }
    assertThat(refuted / 2_000.0).isBetween(0.02, 0.05);
  }

  /**
   * In the authors' {@code get_quantities} the names of U1 and U2 are exchanged. With them, the
   * bound I(X1; Y | X2) - U1 becomes I(X1; Y | X2) - U2, which is 1 bit of synergy for a label that
   * is x1.
   */
  @Test
  void theBoundFromUniquenessIsRefutedWithTheNamesExchanged() {
    JointDistribution p = Distributions.uniform(2, 2, 2, (a, b) -> a);
    Decomposition d = Decomposition.of(p);
    double givenSecond = p.information() - p.margins().secondInformation();

    assertThat(givenSecond - d.firstUnique()).isCloseTo(d.synergy(), within(1e-9));
    assertThat(givenSecond - d.secondUnique() - d.synergy()).isCloseTo(1, within(1e-9));
  }

  @Test
  void boundsFromUniquenessAreThoseFromRedundancy() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 200; trial++) {
      JointDistribution p = Distributions.dirichlet(2, 3, 2, random);
      PairwiseMargins known = p.margins();
      UnimodalInformation unimodal =
          UnimodalInformation.of(known.firstLabel(), known.secondLabel());
      double most =
          ConditionalEntropyProgram.solve(
                  Tables.transposed(known.pair()), Tables.transposed(known.firstLabel()))
              .bound();
      double givenSecond =
          Information.entropy(known.pair())
              - Information.entropy(Tables.columnSums(known.pair()))
              - most;
      assertThat(bounds(p, RedundancyBound.FIRST).byRedundancy())
          .isCloseTo(givenSecond - unimodal.firstUnique(), within(1e-9));
    }
  }

  @Test
  void noBoundThatIsProvedFailsOfRandomDistributions() {
    SplittableRandom random = new SplittableRandom(12);
    Map<RedundancyBound, Double> worst = new EnumMap<>(RedundancyBound.class);
    double upper = 0;
    double disagreement = 0;
    for (int trial = 0; trial < 1_000; trial++) {
      int labels = 2 + trial % 3;
      JointDistribution p = Distributions.dirichlet(2, 2, labels, random);
      double synergy = Decomposition.of(p).synergy();
      for (RedundancyBound form : RedundancyBound.values()) {
        worst.merge(form, bounds(p, form).byRedundancy() - synergy, Math::max);
      }
      upper = Math.max(upper, synergy - bounds(p, RedundancyBound.FIRST).upper());
      disagreement = Math.max(disagreement, byDisagreement(p, DisagreementBound.PROVED) - synergy);
      assertThat(byDisagreement(p, DisagreementBound.QUARTER))
          .isLessThanOrEqualTo(byDisagreement(p, DisagreementBound.PROVED) + 1e-12);
    }
    assertThat(worst.values()).allMatch(over -> over < VIOLATION);
    assertThat(upper).isLessThan(VIOLATION);
    assertThat(disagreement).isLessThan(VIOLATION);
  }

  @Test
  void eachFormKnowsMoreThanTheOneBefore() {
    SplittableRandom random = new SplittableRandom(13);
    double gained = 0;
    for (int trial = 0; trial < 200; trial++) {
      JointDistribution p = Distributions.dirichlet(3, 2, 3, random);
      double first = bounds(p, RedundancyBound.FIRST).byRedundancy();
      double second = bounds(p, RedundancyBound.SECOND).byRedundancy();
      double larger = bounds(p, RedundancyBound.LARGER).byRedundancy();
      double sharp = bounds(p, RedundancyBound.SHARP).byRedundancy();
      assertThat(larger).isEqualTo(Math.max(first, second));
      assertThat(sharp).isGreaterThanOrEqualTo(larger - 1e-7);
      gained += (sharp - larger) / 200;
    }
    assertThat(gained).isGreaterThan(0.01);
  }

  /**
   * All 2 x 2 x 2 distributions with the same pairwise margins differ by a multiple of a parity, +1
   * where the number of ones is even and -1 elsewhere: one line, on which synergy is convex.
   */
  @Test
  void ofTwoByTwoByTwoTheSharpBoundIsTheLeastSynergyAndTheUpperOneExceedsTheMost() {
    SplittableRandom random = new SplittableRandom(17);
    for (int trial = 0; trial < 200; trial++) {
      JointDistribution p = Distributions.dirichlet(2, 2, 2, random);
      double[] reach = reach(p);
      double low = reach[0];
      double high = reach[1];
      double most = Math.max(synergy(p, low), synergy(p, high));
      for (int cut = 0; cut < 100; cut++) {
        double third = (high - low) / 3;
        if (synergy(p, low + third) < synergy(p, high - third)) {
          high -= third;
        } else {
          low += third;
        }
      }
      SynergyBounds bounds = SynergyBounds.of(p.margins());
      assertThat(bounds.byRedundancy()).isCloseTo(synergy(p, low), within(1e-7));
      assertThat(bounds.upper()).isGreaterThanOrEqualTo(most - 1e-7);
    }
  }

  /** How far along the parity all cells stay above zero, down and up. */
  private static double[] reach(JointDistribution p) {
    double[] reach = {-1, 1};
    for (int cell = 0; cell < 8; cell++) {
      double value = p.at(cell >> 2, cell >> 1 & 1, cell & 1);
      if (Integer.bitCount(cell) % 2 == 0) {
        reach[0] = Math.max(reach[0], -value);
      } else {
        reach[1] = Math.min(reach[1], value);
      }
    }
    return reach;
  }

  private static double synergy(JointDistribution p, double along) {
    double[][][] moved = p.table();
    for (int cell = 0; cell < 8; cell++) {
      double change = Integer.bitCount(cell) % 2 == 0 ? along : -along;
      double[] row = moved[cell >> 2][cell >> 1 & 1];
      row[cell & 1] = Math.max(0, row[cell & 1] + change);
    }
    return Decomposition.of(JointDistribution.of(moved)).synergy();
  }

  @Test
  void ofExclusiveOrTheMarginsTellOnlyTheUpperEnd() {
    SynergyBounds xor = SynergyBounds.of(Distributions.uniform(2, 2, 2, (a, b) -> a ^ b).margins());

    assertThat(xor.lower()).isCloseTo(0, within(1e-9));
    assertThat(xor.upper()).isCloseTo(1, within(1e-9));
    assertThat(xor.mostInformation()).isCloseTo(1, within(1e-9));
  }

  @Test
  void ofAndTheMarginsTellItAll() {
    JointDistribution and = Distributions.uniform(2, 2, 2, (a, b) -> a & b);

    SynergyBounds bounds = SynergyBounds.of(and.margins());

    assertThat(bounds.byRedundancy()).isCloseTo(0.5, within(1e-6));
    assertThat(bounds.upper()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void couplingsHaveAtLeastTheEntropyOfTheGreatestLowerBound() {
    assertThat(Couplings.greatestLowerBound(new double[] {0.2, 0.6, 0.2}, new double[] {0.5, 0.5}))
        .containsExactly(new double[] {0.5, 0.3, 0.2}, within(1e-12));
    assertThat(Couplings.leastEntropy(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}))
        // The best coupling has 1.5 bits: the bound is not always reached.
        .isCloseTo(1, within(1e-12));
    assertThat(Couplings.leastEntropy(new double[] {1}, new double[] {0.5, 0.5}))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void disagreementOfPredictionsIsTheirMeanSquaredDistance() {
    double[][] sure = {{1, 0}, {0, 1}};
    double[][] other = {{0, 1}, {0, 1}};

    assertThat(Disagreement.of(sure, other)).isEqualTo(1);
    assertThat(Disagreement.of(Distributions.uniform(2, 2, 2, (a, b) -> a ^ b).margins())).isZero();
    // p(y | x1) is sure, p(y | x2) is even.
    assertThat(Disagreement.of(Distributions.uniform(2, 2, 2, (a, b) -> a).margins()))
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void disagreementIsOfProbabilities() {
    double[][] even = {{0.5, 0.5}};
    assertThatThrownBy(() -> Disagreement.of(even, new double[][] {{0.5, 0.6}}))
        .hasMessageContaining("the prediction for pair 0 sums to 1.1");
    assertThatThrownBy(() -> Disagreement.of(even, new double[][] {{1.5, -0.5}}))
        .hasMessageContaining("the prediction for pair 0 sums to NaN");
    assertThatThrownBy(() -> Disagreement.of(even, new double[0][]))
        .hasMessageContaining("predictions for 1 and 0 pairs");
    assertThatThrownBy(() -> Disagreement.of(even, new double[][] {{1}}))
        .hasMessageContaining("of 2 and of 1 labels");
  }
}
