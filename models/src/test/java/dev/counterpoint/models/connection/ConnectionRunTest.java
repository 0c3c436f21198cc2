package dev.counterpoint.models.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionRunTest {

  private static final int PLACES = 1 << 18;

  private static ConnectionErrors run(ConnectionFamily family, int labeled, long seed) {
    return new ConnectionRun(new ConnectionSettings(family, labeled, 0.5, 500, PLACES), seed).run();
  }

  @Test
  void aFrequencyAnswersWhateverIsAsked() {
    SplittableRandom random = new SplittableRandom(5);
    HiddenFrequency others = HiddenFrequency.drawn(1_000, random);
    int[] at = {0, 60, 61, 200, 940};
    double[] answers = {0.3, -1, 0.9, -0.25, 1};
    HiddenFrequency told = HiddenFrequency.answering(others, at, answers);
    for (int k : new int[] {0, 2, 3, 4}) {
      assertThat(told.sine(at[k])).as("answer %d", k).isCloseTo(answers[k], within(1e-9));
    }
    // A single digit is left before the next place: the sign.
    assertThat(told.sine(60)).isNegative();
    assertThat(told.sine(500)).isEqualTo(others.sine(500));
  }

  @Test
  void theSineIsThatOfTheNumber() {
    // 1/theta = 1.01 in binary, 1.25: sin(pi 1.25), then sin(pi 2.5) = sin(pi 0.5).
    HiddenFrequency frequency =
        HiddenFrequency.answering(
            HiddenFrequency.drawn(2, new SplittableRandom(1)), new int[] {1}, new double[] {1});
    assertThat(frequency.sine(1)).isCloseTo(1, within(1e-12));
    assertThat(Math.abs(frequency.sine(0))).isCloseTo(Math.sin(Math.PI / 4), within(1e-12));
  }

  /** The unimodal learner fits better than the truth does, and has learned nothing. */
  @Test
  void oneModalityFitsTheNoiseAndFails() {
    ConnectionErrors errors = run(ConnectionFamily.BOTH, 1_024, 3);
    assertThat(errors.unimodalTraining()).isLessThan(errors.truthTraining());
    assertThat(errors.unimodal()).isGreaterThan(0.3);
    assertThat(errors.twoStage()).isLessThan(0.1);
  }

  @ParameterizedTest
  @EnumSource
  void theGapGrowsWhereBothAssumptionsHoldAlone(ConnectionFamily family) {
    double[] sizes = {16, 64, 256, 1_024, 4_096};
    double sum = 0;
    int seeds = 40;
    for (long seed = 1; seed <= seeds; seed++) {
      double[] ratios = new double[sizes.length];
      for (int i = 0; i < sizes.length; i++) {
        ratios[i] = run(family, (int) sizes[i], seed).ratio();
      }
      sum += Exponent.of(sizes, ratios);
    }
    assertThat(sum / seeds).isCloseTo(family == ConnectionFamily.BOTH ? 0.5 : 0, within(0.15));
  }

  @Test
  void exponentOfAPowerIsItsPower() {
    double[] sizes = {2, 4, 8, 32};
    double[] values = {Math.pow(2, 0.7), Math.pow(4, 0.7), Math.pow(8, 0.7), Math.pow(32, 0.7)};
    assertThat(Exponent.of(sizes, values)).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> run(ConnectionFamily.BOTH, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 labeled");
    assertThatThrownBy(() -> new ConnectionSettings(ConnectionFamily.BOTH, 2, -1, 1, 10))
        .hasMessageContaining("noise must be 0 or more");
  }
}
