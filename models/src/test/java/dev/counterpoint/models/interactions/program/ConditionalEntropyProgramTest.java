package dev.counterpoint.models.interactions.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.models.interactions.Distributions;
import dev.counterpoint.models.interactions.Information;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.PairwiseMargins;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConditionalEntropyProgramTest {

  private static final double[][] EVEN = {{0.25, 0.25}, {0.25, 0.25}};

  @Test
  void certifiesProbabilitiesOfAllSizes() {
    SplittableRandom random = new SplittableRandom(3);
    double largest = 0;
    for (int trial = 0; trial < 3_000; trial++) {
      // Up to the tenth power of an exponential variate: from 1 down to 1e-40.
      PairwiseMargins margins = spread(random, 10).margins();
      largest =
          Math.max(
              largest,
              ConditionalEntropyProgram.solve(margins.firstLabel(), margins.secondLabel()).gap());
    }
    assertThat(largest).isLessThan(1e-7);
  }

  private static JointDistribution spread(SplittableRandom random, int power) {
    double[][][] weights = new double[2][3][2];
    for (double[][] table : weights) {
      for (double[] row : table) {
        Arrays.setAll(row, y -> Math.pow(-Math.log(1 - random.nextDouble()), power));
      }
    }
    return Distributions.weighted(weights);
  }

  @Test
  void theBoundIsNeverBelowWhatIsReached() {
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 500; trial++) {
      PairwiseMargins margins = Distributions.dirichlet(3, 2, 3, random).margins();
      MaximumEntropy found =
          ConditionalEntropyProgram.solve(margins.firstLabel(), margins.secondLabel());
      assertThat(found.gap()).isBetween(-1e-12, 1e-7);
    }
  }

  @Test
  void anAccuracyThatIsNotReachedIsAnErrorWithTheGap() {
    PairwiseMargins margins = Distributions.uniform(2, 2, 2, (a, b) -> a & b).margins();

    assertThatThrownBy(
            () ->
                ConditionalEntropyProgram.solve(
                    margins.firstLabel(), margins.secondLabel(), 1e-300))
        .isInstanceOf(NotConvergedException.class)
        .hasMessageContaining("the duality gap is")
        .hasMessageContaining("expected at most 1.00e-300")
        .satisfies(e -> assertThat(((NotConvergedException) e).gap()).isBetween(0.0, 1e-9));
  }

  @Test
  void marginsOfOneTargetMustBeTheSame() {
    assertThatThrownBy(
            () ->
                ConditionalEntropyProgram.solve(
                    EVEN, new double[][] {{0.25, 0.3}, {0.25, 0.2}, {0, 0.1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the two margins of target 1 differ");
    assertThatThrownBy(
            () -> ConditionalEntropyProgram.solve(EVEN, new double[][] {{0.5, Double.NaN}}))
        .hasMessageContaining("a margin is NaN");
    assertThatThrownBy(() -> ConditionalEntropyProgram.solve(EVEN, new double[][] {{1}}))
        .hasMessageContaining("margins of 2 and of 1 targets");
    assertThatThrownBy(() -> ConditionalEntropyProgram.solve(new double[1][2], new double[1][2]))
        .hasMessageContaining("all margins are zero");
  }

  @Test
  void theEntropyOfPairwiseMarginsIsThatOfTheLogLinearModel() {
    // Independent of one another: all three are uniform.
    PairwiseEntropyProgram.Bound even = PairwiseEntropyProgram.solve(EVEN, EVEN, EVEN);
    assertThat(even.bound()).isCloseTo(1, within(1e-9));

    // Of a chain x1 - y - x2 the pairwise margins have no larger entropy than its own.
    double[][][] chain = new double[2][2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (int y = 0; y < 2; y++) {
          chain[i][j][y] = 0.5 * (i == y ? 0.8 : 0.2) * (j == y ? 0.6 : 0.4);
        }
      }
    }
    PairwiseMargins margins = JointDistribution.of(chain).margins();
    PairwiseEntropyProgram.Bound found =
        PairwiseEntropyProgram.solve(margins.pair(), margins.firstLabel(), margins.secondLabel());
    assertThat(found.bound())
        .isCloseTo(Information.entropy(chain) - Information.entropy(margins.pair()), within(1e-9));
    assertThat(found.slack()).isLessThan(1e-6);
  }

  /** x1 is x2 and x1 is y, yet x2 is never y; each two tables agree. */
  @Test
  void marginsThatNoDistributionHasAreNamed() {
    double[][] same = {{0.5, 0}, {0, 0.5}};
    double[][] other = {{0, 0.5}, {0.5, 0}};
    assertThatThrownBy(() -> PairwiseEntropyProgram.solve(same, same, other))
        .isInstanceOf(IncompatibleMarginsException.class)
        .hasMessageContaining("no distribution has all three");
    double[][] nearlySame = {{0.49, 0.01}, {0.01, 0.49}};
    double[][] nearlyOther = {{0.01, 0.49}, {0.49, 0.01}};
    assertThatThrownBy(() -> PairwiseEntropyProgram.solve(nearlySame, nearlySame, nearlyOther))
        .isInstanceOf(IncompatibleMarginsException.class);
  }

  @Test
  void tooManySymbolsAreNamedBeforeAnyWork() {
    double[][] wide = new double[1][4_000];
    Arrays.fill(wide[0], 1 / 4_000.0);

    assertThatThrownBy(() -> ConditionalEntropyProgram.solve(wide, wide))
        .isInstanceOf(TooManySymbolsException.class)
        .hasMessageContaining("8,000 multipliers");
  }
}
