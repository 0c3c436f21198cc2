package dev.counterpoint.models.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.models.optimizer.LearningRate.Decay;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void risesInALineThenFallsAsHalfACosine() {
    LearningRate rate = new LearningRate(2, 4, 104, Decay.COSINE);
    assertThat(rate.at(0)).isEqualTo(0.5);
    assertThat(rate.at(3)).isEqualTo(2);
    assertThat(rate.at(4)).isEqualTo(2);
    assertThat(rate.at(29)).isEqualTo(1 + Math.sqrt(0.5), within(1e-12));
    assertThat(rate.at(54)).isEqualTo(1, within(1e-12));
    assertThat(rate.at(103)).isPositive().isLessThan(1e-3);
    assertThat(rate.at(104)).isEqualTo(0, within(1e-12));
    assertThat(rate.at(1000)).isEqualTo(0, within(1e-12));
    for (int step = 4; step < 104; step++) {
      assertThat(rate.at(step + 1)).isLessThanOrEqualTo(rate.at(step));
    }
  }

  @Test
  void withoutWarmUpOrDecayItIsThePeak() {
    LearningRate rate = new LearningRate(0.3, 0, 10, Decay.CONSTANT);
    assertThat(rate.at(0)).isEqualTo(0.3);
    assertThat(rate.at(100)).isEqualTo(0.3);
    assertThat(new LearningRate(0.3, 10, 10, Decay.COSINE).at(9)).isEqualTo(0.3);
  }

  @Test
  void valuesOutOfRangeAreErrors() {
    for (double peak : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LearningRate(peak, 0, 1, Decay.COSINE))
          .withMessageContaining("learning rate");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate(1, -1, 1, Decay.COSINE));
    assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate(1, 0, 0, Decay.COSINE));
  }
}
