package dev.counterpoint.app.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrelationTest {

  @Test
  void ofAKnownTable() {
    // Means 3 and 4; products 8, squares 10 and 10.
    Correlation found = Correlation.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 4, 3, 6, 5});
    assertThat(found.value()).isCloseTo(0.8, within(1e-12));
    // atanh(0.8) = 1.0986, 1.96 / sqrt(2) = 1.3859.
    assertThat(found.interval().low()).isCloseTo(Math.tanh(1.0986 - 1.3859), within(1e-3));
    assertThat(found.interval().high()).isCloseTo(Math.tanh(1.0986 + 1.3859), within(1e-3));
  }

  @Test
  void perfectAndConstantHaveNoInterval() {
    Correlation perfect = Correlation.of(new double[] {1, 2, 3, 4}, new double[] {-1, -2, -3, -4});
    assertThat(perfect.value()).isCloseTo(-1, within(1e-12));
    assertThat(perfect.interval()).isNull();
    Correlation constant = Correlation.of(new double[] {1, 1, 1, 1}, new double[] {1, 2, 3, 4});
    assertThat(constant.value()).isNaN();
    assertThat(constant.interval()).isNull();
  }

  @Test
  void sidesMustPair() {
    assertThatThrownBy(() -> Correlation.of(new double[] {1}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
