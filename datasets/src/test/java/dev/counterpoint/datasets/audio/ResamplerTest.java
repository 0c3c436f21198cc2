package dev.counterpoint.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

  /** Samples at the ends that silence beyond them changes. */
  private static final int EDGE = 400;

  @ParameterizedTest
  @CsvSource({
    "44100,8000,1000",
    "44100,8000,3500",
    "16000,8000,300",
    "48000,8000,50",
    "22050,8000,3000",
    "8000,16000,3500",
    "8000,44100,1000",
    "11025,8000,2000",
    "96000,44100,15000"
  })
  void sineStaysTheSameSineAtAnotherRate(int from, int to, double hertz) {
    Waveform resampled = Resampler.resample(sine(from, from / 2, hertz), to);

    assertThat(resampled.rate()).isEqualTo(to);
    assertThat(resampled.samples()).hasSize((int) Math.ceil((from / 2) * (double) to / from));
    float[] expected = sine(to, resampled.samples().length, hertz).samples();
    for (int i = EDGE; i < expected.length - EDGE; i++) {
      assertThat((double) resampled.samples()[i])
          .as("sample %d", i)
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(5e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({"44100,8000,4100", "44100,8000,12000", "16000,8000,7000"})
  void whatTheNewRateCannotCarryIsTakenOut(int from, int to, double hertz) {
    float[] samples = Resampler.resample(sine(from, from / 2, hertz), to).samples();

    for (int i = EDGE; i < samples.length - EDGE; i++) {
      assertThat((double) Math.abs(samples[i])).as("sample %d", i).isLessThan(2e-3);
    }
  }

  @Test
  void constantStaysAndTheSameRateChangesNothing() {
    float[] ones = new float[4_000];
    java.util.Arrays.fill(ones, 1);
    Waveform waveform = new Waveform(22_050, ones);

    assertThat(Resampler.resample(waveform, 22_050)).isSameAs(waveform);
    assertThat(Resampler.resample(waveform, 8_000).samples()[700]).isBetween(0.99999f, 1.00001f);
    // A pair of rates with so many different weights that none are kept.
    assertThat(Resampler.resample(waveform, 22_051).samples()[2_000]).isBetween(0.99999f, 1.00001f);
  }

  @Test
  void ratesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampler.resample(sine(8_000, 100, 100), 0));
    assertThat(Resampler.resample(new Waveform(8_000, new float[0]), 100).samples()).isEmpty();
  }

  private static Waveform sine(int rate, int count, double hertz) {
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (float) (0.8 * Math.sin(2 * Math.PI * hertz * i / rate + 0.3));
    }
    return new Waveform(rate, samples);
  }
}
