package dev.counterpoint.datasets.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.audio.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SynthesisedDigitsTest {

  private static final SpokenDigits DIGITS = SynthesisedDigits.of(3);

  @Test
  void theyAreAsManyAsFsddsAndSaidByAsMany() {
    assertThat(DIGITS.train()).hasSize(2_700);
    assertThat(DIGITS.test()).hasSize(300).allMatch(recording -> recording.take() < 5);
    assertThat(DIGITS.speakers()).hasSize(6);
    assertThat(DIGITS.drawn()).isTrue();
    assertThat(DIGITS.train())
        .allSatisfy(
            recording -> {
              assertThat(recording.waveform().seconds()).isBetween(0.1, 1.0);
              for (float sample : recording.waveform().samples()) {
                if (!(Math.abs(sample) < 1.2)) {
                  throw new AssertionError(recording.name() + ": " + sample);
                }
              }
            });
  }

  @Test
  void theyFollowFromTheSeed() {
    SpokenDigits again = SynthesisedDigits.of(3);
    SpokenDigits others = SynthesisedDigits.of(4);

    assertThat(again.sha256()).isEqualTo(DIGITS.sha256()).isNotEqualTo(others.sha256());
    for (int i = 0; i < 2_700; i++) {
      assertThat(again.train().get(i).waveform().samples())
          .isEqualTo(DIGITS.train().get(i).waveform().samples());
    }
    assertThat(others.train().get(0).waveform().samples())
        .isNotEqualTo(DIGITS.train().get(0).waveform().samples());
  }

  @Test
  void theyCanBeToldApartByTheirMeansButNotWithoutFail() {
    double share = ClassMeans.shareRight(DIGITS);

    assertThat(share).isBetween(0.6, 0.97);
  }

  @Test
  void spectrogramHasTheRecordingInTheMiddleOfSilence() {
    float[] samples = new float[2_000];
    Arrays.fill(samples, 0.01f);
    Waveform standard = new DigitSpectrogram().standard(new Waveform(8_000, samples));

    assertThat(standard.samples()).hasSize(256 + 39 * 128);
    assertThat(standard.samples()[1_623]).isZero();
    assertThat(standard.samples()[1_624]).isEqualTo(1);
    assertThat(standard.samples()[3_623]).isEqualTo(1);
    assertThat(standard.samples()[3_624]).isZero();
  }

  @Test
  void spectrogramKeepsTheLoudestOfALongRecording() {
    float[] samples = new float[20_000];
    Arrays.fill(samples, 0.01f);
    Arrays.fill(samples, 9_000, 9_000 + 5_248, 0.5f);

    assertThat(new DigitSpectrogram().standard(new Waveform(8_000, samples)).samples())
        .containsOnly(1);
  }

  @Test
  void spectrogramsOfLoudAndSoftRecordingsAreTheSameAndSilenceIsTheFloor() {
    Recording recording = DIGITS.train().get(7);
    float[] softer = recording.waveform().samples().clone();
    for (int i = 0; i < softer.length; i++) {
      softer[i] *= 0.25f;
    }
    DigitSpectrogram spectrogram = new DigitSpectrogram();

    assertThat(spectrogram.apply(of(softer)))
        .isEqualTo(spectrogram.apply(recording))
        .hasSize(32 * 40);
    assertThat(spectrogram.apply(of(new float[10]))).containsOnly((float) Math.log(1e-6));
  }

  @Test
  void noiseOfMinusTwentyDecibelsHasAHundredTimesThePower() {
    float[] noisy =
        new DigitSpectrogram()
            .withNoise(DIGITS.test().get(0), -20, new java.util.SplittableRandom(1));
    double power = 0;
    for (float value : noisy) {
      power += Math.exp(value) / DigitSpectrogram.FRAMES;
    }

    // All but the lowest and the highest frequencies of white noise of power 100.
    assertThat(power).isBetween(90.0, 105.0);
  }

  private static Recording of(float[] samples) {
    return new Recording("0_a_0", 0, "a", 0, new Waveform(8_000, samples));
  }

  /** The simplest of classifiers: whose mean spectrogram is nearest. */
  static final class ClassMeans {

    private ClassMeans() {}

    static double shareRight(SpokenDigits digits) {
      DigitSpectrogram spectrogram = new DigitSpectrogram();
      double[][] sums = new double[10][DigitSpectrogram.MELS * DigitSpectrogram.FRAMES];
      for (Recording recording : digits.train()) {
        float[] own = spectrogram.apply(recording);
        for (int i = 0; i < own.length; i++) {
          // Classes are of equal size in all data sets that are tested here.
          sums[recording.digit()][i] += own[i] * 10 / digits.train().size();
        }
      }
      int right = 0;
      for (Recording recording : digits.test()) {
        right += nearest(sums, spectrogram.apply(recording)) == recording.digit() ? 1 : 0;
      }
      return (double) right / digits.test().size();
    }

    private static int nearest(double[][] means, float[] own) {
      int nearest = 0;
      double least = Double.MAX_VALUE;
      for (int c = 0; c < means.length; c++) {
        double distance = 0;
        for (int i = 0; i < own.length; i++) {
          distance += (means[c][i] - own[i]) * (means[c][i] - own[i]);
        }
        if (distance < least) {
          least = distance;
          nearest = c;
        }
      }
      return nearest;
    }
  }
}
