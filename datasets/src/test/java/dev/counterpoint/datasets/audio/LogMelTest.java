package dev.counterpoint.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelTest {

  private static final LogMel SPEECH = new LogMel(LogMelSettings.SPEECH);
  private static final int MELS = LogMelSettings.SPEECH.mels();

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 64, 256})
  void transformIsTheDefinitionsSum(int length) {
    SplittableRandom random = new SplittableRandom(length);
    double[] real = random.doubles(length, -1, 1).toArray();
    double[] imaginary = random.doubles(length, -1, 1).toArray();
    double[] re = real.clone();
    double[] im = imaginary.clone();
    new Fourier(length).transform(re, im);

    for (int k = 0; k < length; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int n = 0; n < length; n++) {
        double angle = -2 * Math.PI * k * n / length;
        sumRe += real[n] * Math.cos(angle) - imaginary[n] * Math.sin(angle);
        sumIm += real[n] * Math.sin(angle) + imaginary[n] * Math.cos(angle);
      }
      assertThat(re[k]).isCloseTo(sumRe, offset(1e-10));
      assertThat(im[k]).isCloseTo(sumIm, offset(1e-10));
    }
  }

  @Test
  void filtersAddUpToOneBetweenTheFirstMiddleAndTheLast() {
    MelFilters filters = new MelFilters(LogMelSettings.SPEECH, 256);
    double low = MelFilters.mel(50);
    double width = (MelFilters.mel(4_000) - low) / (MELS + 1);
    for (int bin = 0; bin <= 128; bin++) {
      double[] power = new double[129];
      power[bin] = 1;
      double sum = 0;
      for (int band = 0; band < MELS; band++) {
        assertThat(filters.apply(band, power)).isBetween(0.0, 1.0);
        sum += filters.apply(band, power);
      }
      double middles = (MelFilters.mel(bin * 8_000 / 256.0) - low) / width;
      if (middles >= 1 && middles <= MELS) {
        assertThat(sum).as("bin %d", bin).isCloseTo(1, offset(1e-12));
      } else {
        assertThat(sum).as("bin %d", bin).isLessThan(1);
      }
    }
  }

  @Test
  void melsAreHtks() {
    assertThat(MelFilters.mel(0)).isZero();
    assertThat(MelFilters.mel(1_000)).isCloseTo(1_000, offset(0.02));
    assertThat(MelFilters.hertz(MelFilters.mel(3_456))).isCloseTo(3_456, offset(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {250, 440, 1_000, 2_345, 3_500})
  void sineHasItsEnergyInItsBand(double hertz) {
    float[] spectrogram = SPEECH.apply(sine(8_000, hertz, 1));
    int frames = SPEECH.frames(8_000);
    double[] energies = energies(spectrogram, frames, frames / 2);

    // A sine of amplitude 1 has a mean square of one half, whatever its frequency.
    assertThat(Arrays.stream(energies).sum()).isCloseTo(0.5, offset(0.003));
    double low = MelFilters.mel(50);
    double width = (MelFilters.mel(4_000) - low) / (MELS + 1);
    double band = (MelFilters.mel(hertz) - low) / width - 1;
    assertThat((double) loudest(energies)).isCloseTo(band, offset(0.6));
  }

  @Test
  void noiseKeepsItsMeanSquareByParseval() {
    LogMelSettings wide = new LogMelSettings(8_000, 0.032, 0.016, 12, 0, 4_000, 1e-12);
    float[] samples = new float[80_000];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (random.nextDouble() * 2 - 1);
    }
    LogMel logMel = new LogMel(wide);
    int frames = logMel.frames(samples.length);
    float[] spectrogram = logMel.apply(new Waveform(8_000, samples));
    double mean = 0;
    for (float value : spectrogram) {
      mean += Math.exp(value) / frames;
    }
    // Of the white spectrum, half of what is below the first middle and above the last is missing.
    double width = MelFilters.mel(4_000) / 13;
    double covered =
        1 - 0.5 * (MelFilters.hertz(width) + 4_000 - MelFilters.hertz(12 * width)) / 4_000;
    assertThat(mean).isCloseTo(covered / 3, offset(0.012));
  }

  @Test
  void amplitudeOfTwoAddsLogFour() {
    float[] one = SPEECH.apply(sine(2_000, 700, 0.4));
    float[] two = SPEECH.apply(sine(2_000, 700, 0.8));
    for (int i = 0; i < one.length; i++) {
      if (one[i] > SPEECH.logFloor()) {
        assertThat((double) two[i] - one[i]).isCloseTo(Math.log(4), offset(1e-4));
      }
    }
  }

  @Test
  void silenceIsTheFloorEvenBesideSound() {
    assertThat(SPEECH.apply(new Waveform(8_000, new float[1_000])))
        .containsOnly((float) Math.log(1e-6));
    float[] half = new float[256 + 5 * 128];
    Arrays.fill(half, 0, 128, 0.9f);
    float[] spectrogram = SPEECH.apply(new Waveform(8_000, half));
    for (int band = 0; band < MELS; band++) {
      for (int frame = 1; frame < 6; frame++) {
        assertThat(spectrogram[band * 6 + frame]).isEqualTo(SPEECH.logFloor());
      }
    }
  }

  @Test
  void chirpRisesFromBandToBand() {
    float[] samples = new float[16_000];
    for (int i = 0; i < samples.length; i++) {
      double t = i / 8_000.0;
      // From 200 Hz to 3,800 Hz in two seconds.
      samples[i] = (float) Math.sin(2 * Math.PI * (200 * t + 900 * t * t));
    }
    int frames = SPEECH.frames(samples.length);
    float[] spectrogram = SPEECH.apply(new Waveform(8_000, samples));
    int before = 0;
    for (int frame = 0; frame < frames; frame++) {
      int loudest = loudest(energies(spectrogram, frames, frame));
      assertThat(loudest).isGreaterThanOrEqualTo(before);
      before = loudest;
    }
    assertThat(before).isGreaterThan(MELS - 4);
  }

  @Test
  void delayOfAHopDelaysByAFrame() {
    SplittableRandom random = new SplittableRandom(2);
    float[] samples = new float[3_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) random.nextDouble() - 0.5f;
    }
    float[] delayed = new float[3_000 + 128];
    System.arraycopy(samples, 0, delayed, 128, 3_000);
    int frames = SPEECH.frames(3_000);
    float[] one = SPEECH.apply(new Waveform(8_000, samples));
    float[] other = SPEECH.apply(new Waveform(8_000, delayed));

    assertThat(SPEECH.frames(3_128)).isEqualTo(frames + 1);
    for (int band = 0; band < MELS; band++) {
      for (int frame = 0; frame < frames; frame++) {
        assertThat(other[band * (frames + 1) + frame + 1])
            .isCloseTo(one[band * frames + frame], offset(1e-5f));
      }
    }
  }

  @Test
  void framesLieWhollyWithin() {
    assertThat(SPEECH.frames(255)).isZero();
    assertThat(SPEECH.frames(256)).isEqualTo(1);
    assertThat(SPEECH.frames(383)).isEqualTo(1);
    assertThat(SPEECH.frames(384)).isEqualTo(2);
    assertThat(SPEECH.samples(40)).isEqualTo(256 + 39 * 128);
    assertThat(SPEECH.apply(new Waveform(8_000, new float[255]))).isEmpty();
  }

  @Test
  void framesThatAreNoPowerOfTwoAreFilledUp() {
    LogMelSettings settings = new LogMelSettings(8_000, 0.025, 0.010, 20, 100, 3_900, 1e-9);

    assertThat(settings.frameLength()).isEqualTo(200);
    assertThat(settings.transformLength()).isEqualTo(256);
    float[] spectrogram = new LogMel(settings).apply(sine(200, 1_000, 1));
    double sum = 0;
    for (float value : spectrogram) {
      sum += Math.exp(value);
    }
    assertThat(sum).isCloseTo(0.5, offset(0.01));
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    refused("rate", () -> new LogMelSettings(0, 0.032, 0.016, 32, 50, 4_000, 1e-6));
    refused("frame", () -> new LogMelSettings(8_000, 0, 0.016, 32, 50, 4_000, 1e-6));
    refused("frame", () -> new LogMelSettings(8_000, Double.NaN, 0.016, 32, 50, 4_000, 1e-6));
    refused("hop", () -> new LogMelSettings(8_000, 0.032, -1, 32, 50, 4_000, 1e-6));
    refused("mels", () -> new LogMelSettings(8_000, 0.032, 0.016, 0, 50, 4_000, 1e-6));
    refused("minHz", () -> new LogMelSettings(8_000, 0.032, 0.016, 32, 4_000, 4_000, 1e-6));
    refused("maxHz", () -> new LogMelSettings(8_000, 0.032, 0.016, 32, 50, 4_001, 1e-6));
    refused("floor", () -> new LogMelSettings(8_000, 0.032, 0.016, 32, 50, 4_000, 0));
    refused(
        "lies between two frequencies",
        () -> new LogMel(new LogMelSettings(8_000, 0.008, 0.004, 64, 50, 4_000, 1e-6)));
    refused("expected a rate", () -> SPEECH.apply(new Waveform(16_000, new float[1_000])));
  }

  private static void refused(
      String text, org.assertj.core.api.ThrowableAssert.ThrowingCallable c) {
    assertThatIllegalArgumentException().isThrownBy(c).withMessageContaining(text);
  }

  private static Waveform sine(int count, double hertz, double amplitude) {
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / 8_000));
    }
    return new Waveform(8_000, samples);
  }

  private static double[] energies(float[] spectrogram, int frames, int frame) {
    double[] energies = new double[MELS];
    for (int band = 0; band < MELS; band++) {
      energies[band] = Math.exp(spectrogram[band * frames + frame]);
    }
    return energies;
  }

  private static int loudest(double[] energies) {
    int loudest = 0;
    for (int i = 1; i < energies.length; i++) {
      loudest = energies[i] > energies[loudest] ? i : loudest;
    }
    return loudest;
  }
}
