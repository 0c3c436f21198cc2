package dev.counterpoint.models.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed forms, and what a decomposition takes. */
class DecompositionTest {

  /** R of two bits and what a monotone function of both makes of them, 3/4 log2 (4/3). */
  private static final double OF_AND = 0.75 * Math.log(4.0 / 3) / Math.log(2);

  private static final double LOG_3 = Math.log(3) / Math.log(2);

  static Stream<Arguments> closedForms() {
    double[][][] redundant = {{{0.5, 0}, {0, 0}}, {{0, 0}, {0, 0.5}}};
    double[][][] redundantOfThree = new double[3][3][3];
    for (int i = 0; i < 3; i++) {
      redundantOfThree[i][i][i] = 1.0 / 3;
    }
    // Of 3 + 3 uniform symbols, the sum has 5 values of 1, 2, 3, 2 and 1 ninths. Each symbol leaves
    // it uniform over 3 of them, and the first's channel is the second's.
    double ofSum = (4 * LOG_3 + 4 * (2 * LOG_3 - 1) + 3 * LOG_3) / 9 - LOG_3;
    // The smaller of 3 + 3: 0 of 5 ninths, 1 of 3, 2 of 1; given a symbol 0, 1 or 2.
    double ofMinimum = entropy(5 / 9.0, 3 / 9.0, 1 / 9.0) - (entropy(1 / 3.0, 2 / 3.0) + LOG_3) / 3;
    double leftOfMinimum = (entropy(1 / 3.0, 2 / 3.0) + LOG_3) / 3;
    return Stream.of(
        form("AND", Distributions.uniform(2, 2, 2, (a, b) -> a & b), OF_AND, 0, 0, 0.5),
        form("OR", Distributions.uniform(2, 2, 2, (a, b) -> a | b), OF_AND, 0, 0, 0.5),
        form("XOR", Distributions.uniform(2, 2, 2, (a, b) -> a ^ b), 0, 0, 0, 1),
        form("copy of both", Distributions.uniform(2, 2, 4, (a, b) -> 2 * a + b), 0, 1, 1, 0),
        form("unique first", Distributions.uniform(2, 2, 2, (a, b) -> a), 0, 1, 0, 0),
        form("unique second", Distributions.uniform(2, 2, 2, (a, b) -> b), 0, 0, 1, 0),
        form("redundant", JointDistribution.of(redundant), 1, 0, 0, 0),
        form("redundant of three", JointDistribution.of(redundantOfThree), LOG_3, 0, 0, 0),
        // The second says which of the two bits of the first is the label.
        form(
            "pick",
            Distributions.uniform(4, 2, 2, (a, b) -> b == 0 ? a / 2 : a % 2),
            0,
            0.5,
            0,
            0.5),
        form("sum of three", Distributions.uniform(3, 3, 3, (a, b) -> (a + b) % 3), 0, 0, 0, LOG_3),
        form("sum", Distributions.uniform(3, 3, 5, Integer::sum), ofSum, 0, 0, LOG_3),
        form(
            "smaller of three",
            Distributions.uniform(3, 3, 3, Math::min),
            ofMinimum,
            0,
            0,
            leftOfMinimum),
        // One shared bit, and an exclusive or of two others.
        form("redundant and synergistic", sharedBitAndXor(), 1, 0, 0, 1),
        form("constant modality", Distributions.uniform(1, 3, 3, (a, b) -> b), 0, 0, LOG_3, 0),
        form("nothing", Distributions.weighted(new double[][][] {{{1, 2}, {2, 4}}}), 0, 0, 0, 0));
  }

  private static JointDistribution sharedBitAndXor() {
    double[][][] p = new double[4][4][4];
    for (int shared = 0; shared < 2; shared++) {
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          p[2 * shared + a][2 * shared + b][2 * shared + (a ^ b)] = 0.125;
        }
      }
    }
    return JointDistribution.of(p);
  }

  private static double entropy(double... p) {
    return Information.entropy(p);
  }

  private static Arguments form(
      String name, JointDistribution p, double r, double u1, double u2, double s) {
    return Arguments.of(name, p, new double[] {r, u1, u2, s});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("closedForms")
  void hasItsClosedForm(String name, JointDistribution p, double[] expected) {
    Decomposition found = Decomposition.of(p);

    assertThat(
            new double[] {
              found.redundancy(), found.firstUnique(), found.secondUnique(), found.synergy()
            })
        .containsExactly(expected, within(1e-9));
    assertThat(found.gap()).isBetween(0.0, 1e-9);
  }

  @Test
  void ofTwoEqualModalitiesAllIsRedundant() {
    double[][][] p = {{{0.3, 0.1}, {0, 0}}, {{0, 0}, {0.2, 0.4}}};
    JointDistribution equal = JointDistribution.of(p);

    Decomposition found = Decomposition.of(equal);

    assertThat(found.redundancy()).isCloseTo(equal.information(), within(1e-9));
    assertThat(found.synergy()).isCloseTo(0, within(1e-9));
  }

  /**
   * Two noisy copies of the label, wrong with e1 below e2: what the worse tells, the better does
   * too (a channel of the one followed by another flip is that of the other).
   */
  @Test
  void theWorseOfTwoNoisyCopiesHasNothingOfItsOwn() {
    double[][][] p = new double[2][2][2];
    for (int y = 0; y < 2; y++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          p[i][j][y] = 0.5 * (i == y ? 0.9 : 0.1) * (j == y ? 0.7 : 0.3);
        }
      }
    }

    Decomposition found = Decomposition.of(JointDistribution.of(p));

    assertThat(found.secondUnique()).isCloseTo(0, within(1e-8));
    assertThat(found.redundancy()).isCloseTo(1 - entropy(0.3, 0.7), within(1e-8));
    assertThat(found.firstUnique()).isCloseTo(entropy(0.3, 0.7) - entropy(0.1, 0.9), within(1e-8));
  }

  @Test
  void labelsAndSymbolsOfProbabilityZeroChangeNothing() {
    JointDistribution p = Distributions.dirichlet(2, 3, 2, new SplittableRandom(4));
    double[][][] wider = new double[3][4][4];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        wider[i][j][1] = p.at(i, j, 0);
        wider[i][j][3] = p.at(i, j, 1);
      }
    }

    Decomposition found = Decomposition.of(JointDistribution.of(wider));

    assertThat(found.synergy()).isCloseTo(Decomposition.of(p).synergy(), within(1e-8));
    assertThat(found.firstUnique()).isCloseTo(Decomposition.of(p).firstUnique(), within(1e-8));
  }

  /**
   * Against a search of the two parameters that 2 x 2 x 2 leaves: q(0, 0, y) for each y, in steps.
   */
  @Test
  void ofTwoByTwoByTwoNoPointOfAGridHasLessInformation() {
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 20; trial++) {
      PairwiseMargins margins = Distributions.dirichlet(2, 2, 2, random).margins();
      UnimodalInformation found =
          UnimodalInformation.of(margins.firstLabel(), margins.secondLabel());
      double least = Double.POSITIVE_INFINITY;
      for (int s = 0; s <= 200; s++) {
        for (int t = 0; t <= 200; t++) {
          double[][][] q = new double[2][2][2];
          fill(q, margins, 0, s / 200.0);
          fill(q, margins, 1, t / 200.0);
          least = Math.min(least, Information.mutual(q));
        }
      }
      assertThat(found.leastInformation()).isBetween(least - 1e-3, least + 1e-9);
    }
  }

  private static void fill(double[][][] q, PairwiseMargins margins, int y, double share) {
    double first = margins.firstLabel()[0][y];
    double second = margins.secondLabel()[0][y];
    double all = first + margins.firstLabel()[1][y];
    double low = Math.max(0, first + second - all);
    double corner = low + share * (Math.min(first, second) - low);
    q[0][0][y] = corner;
    q[0][1][y] = first - corner;
    q[1][0][y] = second - corner;
    q[1][1][y] = Math.max(0, all - first - second + corner);
  }

  /** Time of the processor, not of the clock: other programs must not make this fail. */
  @Test
  void oneOfTwoByTwoByTwoTakesUnderAMillisecond() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    SplittableRandom random = new SplittableRandom(1);
    int trials = 5_000;
    long start = threads.getCurrentThreadCpuTime();
    double gap = 0;
    for (int trial = 0; trial < trials; trial++) {
      gap = Math.max(gap, Decomposition.of(Distributions.dirichlet(2, 2, 2, random)).gap());
    }

    assertThat((threads.getCurrentThreadCpuTime() - start) / 1e6 / trials).isLessThan(1.0);
    assertThat(gap).isLessThan(1e-7);
  }

  @Test
  void twentyByTwentyByTenTakesUnderFiveSeconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    JointDistribution large = Distributions.dirichlet(20, 20, 10, new SplittableRandom(2));
    long start = threads.getCurrentThreadCpuTime();

    Decomposition found = Decomposition.of(large);

    assertThat((threads.getCurrentThreadCpuTime() - start) / 1e9).isLessThan(5.0);
    assertThat(found.gap()).isLessThan(1e-7);
  }
}
