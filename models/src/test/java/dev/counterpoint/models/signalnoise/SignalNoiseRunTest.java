package dev.counterpoint.models.signalnoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignalNoiseRunTest {

  private static final SignalNoiseSettings PAPER = SignalNoiseSettings.PAPER;

  @Test
  void theLossBeginsWhereAllNegativesAreEquallyLikely() {
    SignalNoiseDraw draw = SignalNoiseDraw.of(PAPER, 1);
    double expected = 0;
    for (int own : draw.labels()) {
      int opposite = 0;
      for (int other : draw.labels()) {
        opposite += other != own ? 1 : 0;
      }
      expected += Math.log1p(opposite) / draw.labels().length;
    }
    SignalNoiseSettings none = settings(0);
    assertThat(new SignalNoiseRun(none, 1).single(SignalNoiseRun.Measured.LAST).get(0).loss())
        .isCloseTo(expected, within(1e-3));
    assertThat(new SignalNoiseRun(none, 1).multi(SignalNoiseRun.Measured.LAST).get(0).loss())
        .isCloseTo(2 * expected, within(1e-3));
  }

  /** Figure 1 of the paper, on seeds that chose nothing. */
  @Test
  void twoModalitiesLearnTheSignalAndOneTheNoise() {
    for (long seed : new long[] {1, 2, 3}) {
      SignalNoiseRun run = new SignalNoiseRun(PAPER, seed);
      SignalNoiseEpoch single = last(run.single(SignalNoiseRun.Measured.LAST));
      SignalNoiseEpoch multi = last(run.multi(SignalNoiseRun.Measured.LAST));
      assertThat(single.accuracy()).as("single, seed %d", seed).isLessThan(0.65);
      assertThat(multi.accuracy()).as("multi, seed %d", seed).isGreaterThan(0.85);
      assertThat(multi.signal()).isGreaterThan(single.signal());
      assertThat(multi.noise()).isLessThan(single.noise());
      assertThat(single.loss()).isLessThan(0.1);
      assertThat(multi.loss()).isLessThan(0.1);
    }
  }

  private static SignalNoiseSettings settings(int epochs) {
    return new SignalNoiseSettings(
        PAPER.dimension(),
        PAPER.examples(),
        PAPER.testExamples(),
        PAPER.neurons(),
        PAPER.signal(),
        PAPER.secondRatio(),
        PAPER.noise(),
        PAPER.augmentationNoise(),
        PAPER.testSignal(),
        PAPER.temperature(),
        PAPER.initialDeviation(),
        PAPER.learningRate(),
        epochs,
        PAPER.ridge());
  }

  private static SignalNoiseEpoch last(List<SignalNoiseEpoch> epochs) {
    return epochs.get(epochs.size() - 1);
  }
}
