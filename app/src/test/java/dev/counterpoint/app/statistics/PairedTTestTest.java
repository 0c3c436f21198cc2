package dev.counterpoint.app.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTTestTest {

  /** Student 1908: additional hours of sleep by the second drug against the first, ten patients. */
  private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4};

  @Test
  void studentsOwnExample() {
    PairedTTest test = PairedTTest.of(SLEEP);
    // t = 4.0621 of 9 degrees of freedom, p = 0.002833, interval 0.7001 .. 2.4599.
    assertThat(test.difference().mean()).isCloseTo(1.58, within(1e-12));
    assertThat(test.difference().mean() / test.difference().standardError())
        .isCloseTo(4.0621, within(1e-4));
    assertThat(test.p()).isCloseTo(0.002833, within(1e-6));
    assertThat(test.interval().low()).isCloseTo(0.7001142, within(1e-6));
    assertThat(test.interval().high()).isCloseTo(2.4598858, within(1e-6));
  }

  @Test
  void reachesAsFarAsTheTablesSay() {
    // Quantiles at 97.5 % of 1, 2 and 4 degrees of freedom: 12.706, 4.3027, 2.7764.
    assertThat(reach(-1, 1)).isCloseTo(12.706, within(1e-3));
    assertThat(reach(-1, 0, 1)).isCloseTo(4.3027, within(1e-4));
    assertThat(reach(-2, -1, 0, 1, 2)).isCloseTo(2.7764, within(1e-4));
  }

  private static double reach(double... differences) {
    PairedTTest test = PairedTTest.of(differences);
    return test.interval().high() / test.difference().standardError();
  }

  @Test
  void pIsOnTheEdgeWhereTheIntervalTouchesZero() {
    PairedTTest test = PairedTTest.of(new double[] {0.3, 0.1, 0.4, 0.1, 0.5});
    double low = test.interval().low();
    double[] shifted = {0.3 - low, 0.1 - low, 0.4 - low, 0.1 - low, 0.5 - low};
    assertThat(PairedTTest.of(shifted).p()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void ofOnePairNothingCanBeTold() {
    PairedTTest test = PairedTTest.of(new double[] {0.1});
    assertThat(test.difference().mean()).isEqualTo(0.1);
    assertThat(test.interval()).isNull();
    assertThat(test.p()).isNull();
  }

  @Test
  void withoutAnyDifferenceNothingSpeaksForOne() {
    PairedTTest test = PairedTTest.of(new double[3]);
    assertThat(test.p()).isEqualTo(1);
    assertThat(test.interval()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void ofEqualDifferencesThereIsNoSpread() {
    // Equal but for rounding: 0.30000000000000004 and 0.3.
    PairedTTest test = PairedTTest.of(new double[] {0.1 + 0.2, 0.3, 0.3});
    assertThat(test.p()).isNull();
    assertThat(test.interval()).isNull();
    assertThat(test.difference().standardError()).isZero();
  }

  @Test
  void aFailedRunLeavesNoNumber() {
    PairedTTest test = PairedTTest.of(new double[] {0.1, Double.NaN, 0.2});
    assertThat(test.difference().mean()).isNaN();
    assertThat(test.interval()).isNull();
    assertThat(test.p()).isNull();
  }
}
