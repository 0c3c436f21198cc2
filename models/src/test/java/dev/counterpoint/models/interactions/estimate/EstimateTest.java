package dev.counterpoint.models.interactions.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.interactions.Decomposition;
import dev.counterpoint.models.interactions.Distributions;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.MalformedDistributionException;
import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.Tables;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(5).purpose("bootstrap");
  private static final Bootstrap BOOTSTRAP = new Bootstrap(100, 0.95, ADDRESS);

  /** Examples of a distribution: x1, x2, y. */
  private static int[][] sample(JointDistribution p, int size, SplittableRandom random) {
    int[][] sample = new int[3][size];
    for (int n = 0; n < size; n++) {
      double left = random.nextDouble();
      search:
      for (int i = 0; i < p.firstSymbols(); i++) {
        for (int j = 0; j < p.secondSymbols(); j++) {
          for (int y = 0; y < p.labels(); y++) {
            left -= p.at(i, j, y);
            if (left < 0) {
              sample[0][n] = i;
              sample[1][n] = j;
              sample[2][n] = y;
              break search;
            }
          }
        }
      }
    }
    return sample;
  }

  private static boolean holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high();
  }

  @Test
  void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(21);
    int information = 0;
    int synergy = 0;
    int trials = 100;
    for (int trial = 0; trial < trials; trial++) {
      JointDistribution p = Distributions.dirichlet(2, 2, 2, random);
      Decomposition truth = Decomposition.of(p);
      int[][] s = sample(p, 1_000, random);
      InteractionEstimate found = InteractionEstimate.of(s[0], s[1], s[2], BOOTSTRAP);
      information += holds(found.information(), p.information()) ? 1 : 0;
      synergy += holds(found.synergy(), truth.synergy()) ? 1 : 0;
    }
    assertThat(information).isBetween(85, 100);
    assertThat(synergy).isBetween(80, 100);
  }

  @Test
  void theBiasOfManyClustersIsSeen() {
    // Symbols that tell nothing: all that is found is bias.
    SplittableRandom random = new SplittableRandom(3);
    int[] first = random.ints(1_000, 0, 6).toArray();
    int[] second = random.ints(1_000, 0, 6).toArray();
    int[] labels = random.ints(1_000, 0, 2).toArray();

    InteractionEstimate found = InteractionEstimate.of(first, second, labels, BOOTSTRAP);

    double estimate = found.information().estimate();
    assertThat(estimate).isBetween(0.015, 0.04);
    assertThat(found.millerMadowBias()).isCloseTo(estimate, within(0.012));
    assertThat(found.information().bias()).isCloseTo(estimate, within(0.012));
    assertThat(found.information().corrected()).isLessThan(estimate / 2);
  }

  @Test
  void theSameAddressGivesTheSameIntervals() {
    int[][] s =
        sample(
            Distributions.dirichlet(2, 2, 2, new SplittableRandom(1)),
            200,
            new SplittableRandom(2));

    assertThat(InteractionEstimate.of(s[0], s[1], s[2], BOOTSTRAP))
        .usingRecursiveComparison()
        .isEqualTo(InteractionEstimate.of(s[0], s[1], s[2], BOOTSTRAP));
  }

  @Test
  void withoutLabeledPairsTheBoundsHoldWhatIsThere() {
    SplittableRandom random = new SplittableRandom(31);
    for (int trial = 0; trial < 20; trial++) {
      JointDistribution p = Distributions.dirichlet(2, 2, 2, random);
      Decomposition truth = Decomposition.of(p);
      int[][] one = sample(p, 4_000, random);
      int[][] other = sample(p, 4_000, random);
      int[][] third = sample(p, 8_000, random);

      SemiSupervisedEstimate found =
          SemiSupervisedEstimate.of(
              new SemiSupervisedSample(
                  new LabeledSymbols(one[0], one[2]),
                  new LabeledSymbols(other[1], other[2]),
                  new SymbolPairs(third[0], third[1])),
              new Bootstrap(20, 0.95, ADDRESS));

      assertThat(found.redundancy().estimate()).isCloseTo(truth.redundancy(), within(0.06));
      assertThat(found.synergyByRedundancy().low()).isLessThan(truth.synergy() + 0.02);
      assertThat(found.synergyByDisagreement().low()).isLessThan(truth.synergy() + 0.02);
      assertThat(found.synergyAtMost().high()).isGreaterThan(truth.synergy() - 0.02);
      assertThat(found.accuracyAtLeast().low()).isLessThanOrEqualTo(p.bestAccuracy() + 0.02);
      assertThat(found.accuracyAtMost().high()).isGreaterThanOrEqualTo(p.bestAccuracy() - 0.02);
    }
  }

  @Test
  void marginsOfOneSampleStayAsTheyAre() {
    int[][] s =
        sample(
            Distributions.dirichlet(2, 3, 2, new SplittableRandom(1)),
            500,
            new SplittableRandom(2));

    PairwiseMargins margins = SemiSupervisedSample.of(s[0], s[1], s[2]).margins();

    PairwiseMargins counted = JointDistribution.ofSamples(s[0], s[1], s[2]).margins();
    for (int i = 0; i < 2; i++) {
      assertThat(margins.firstLabel()[i]).containsExactly(counted.firstLabel()[i], within(1e-15));
      assertThat(margins.pair()[i]).containsExactly(counted.pair()[i], within(1e-15));
    }
  }

  @Test
  void marginsThatDisagreeArePooled() {
    // y is 1 in half of the one and in all but a quarter of the other; x1 = 2 is in pairs only.
    PairwiseMargins margins =
        new SemiSupervisedSample(
                new LabeledSymbols(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}),
                new LabeledSymbols(new int[] {0, 1, 1, 1}, new int[] {0, 1, 1, 1}),
                new SymbolPairs(new int[] {0, 1, 2, 2}, new int[] {0, 0, 1, 1}))
            .margins();

    assertThat(margins.label()).containsExactly(new double[] {3 / 8.0, 5 / 8.0}, within(1e-9));
    assertThat(Tables.rowSums(margins.pair()))
        .containsExactly(new double[] {3 / 8.0, 3 / 8.0, 2 / 8.0}, within(1e-9));
  }

  @Test
  void samplesOfNothingAreRefused() {
    int[] two = {0, 1};
    assertThatThrownBy(() -> new LabeledSymbols(two, new int[] {0}))
        .isInstanceOf(MalformedDistributionException.class)
        .hasMessageContaining("2 examples of a modality with 1 labels");
    assertThatThrownBy(() -> new LabeledSymbols(new int[] {0}, new int[] {0}))
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> new LabeledSymbols(new int[] {0, -2}, two))
        .hasMessageContaining("the symbol of example 1 is -2");
    assertThatThrownBy(() -> new SymbolPairs(two, new int[0]))
        .hasMessageContaining("2 of x1 and 0 of x2");
    assertThatThrownBy(() -> SemiSupervisedSample.of(two, two, new int[] {1, 1}).margins())
        .hasMessageContaining("a single label");
    assertThatThrownBy(() -> new Bootstrap(1, 0.95, ADDRESS))
        .hasMessageContaining("not 1 and 0.95");
    assertThatThrownBy(() -> new Bootstrap(9, 1, ADDRESS)).hasMessageContaining("not 9 and 1.0");
    assertThatThrownBy(() -> InteractionEstimate.of(two, two, new int[] {0, 0}, BOOTSTRAP))
        .hasMessageContaining("a single label");
  }
}
