package dev.counterpoint.datasets.audio;

import java.util.Arrays;

/**
 * Log-mel spectrograms: how much energy there is in each band of frequencies at each time, as the
 * ear has them (Davis and Mermelstein 1980, before the cosine transform).
 *
 * <p>A frame is weighted with Hann's window and transformed; its power spectrum is scaled such that
 * it adds up to the frame's mean square as the window weighs it (Parseval); mel filters add it up
 * to bands, of which the natural logarithm is taken. A sine of amplitude 1 therefore has {@code log
 * 0.5} where its whole energy falls into one band. Frames lie wholly within the waveform: nothing
 * is added at its ends.
 *
 * <p>Can be used by several threads at once.
 */
public final class LogMel {

  private final LogMelSettings settings;
  private final Fourier fourier;
  private final MelFilters filters;
  private final double[] window;
  private final double scale;
  private final float logFloor;

  /**
   * Prepares window and filters.
   *
   * @throws IllegalArgumentException if there are more bands than frames of this length resolve
   */
  public LogMel(LogMelSettings settings) {
    this.settings = settings;
    int length = settings.transformLength();
    fourier = new Fourier(length);
    filters = new MelFilters(settings, length);
    window = new double[settings.frameLength()];
    double squares = 0;
    for (int i = 0; i < window.length; i++) {
      window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / window.length);
      squares += window[i] * window[i];
    }
    scale = 1 / (length * squares);
    logFloor = (float) StrictMath.log(settings.floor());
  }

  /** What it was made with. */
  public LogMelSettings settings() {
    return settings;
  }

  /** The value of silence. */
  public float logFloor() {
    return logFloor;
  }

  /** Number of frames of a waveform; 0 if it is shorter than one. */
  public int frames(int samples) {
    int over = samples - settings.frameLength();
    return over < 0 ? 0 : 1 + over / settings.hopLength();
  }

  /** Samples of a waveform that has so many frames, and not one sample more than that takes. */
  public int samples(int frames) {
    return settings.frameLength() + (frames - 1) * settings.hopLength();
  }

  /**
   * The spectrogram of a waveform.
   *
   * @param waveform {@code (n)} samples
   * @return {@code (mels, frames)} natural logarithms, band by band, the lowest first; frame t
   *     covers {@code hopSeconds * t} to {@code hopSeconds * t + frameSeconds}
   * @throws IllegalArgumentException if the waveform has another rate
   */
  public float[] apply(Waveform waveform) {
    if (waveform.rate() != settings.rate()) {
      throw new IllegalArgumentException(
          "expected a rate of %d Hz, found %d".formatted(settings.rate(), waveform.rate()));
    }
    float[] samples = waveform.samples();
    int frames = frames(samples.length);
    float[] spectrogram = new float[Math.multiplyExact(filters.mels(), frames)];
    double[] real = new double[settings.transformLength()];
    double[] imaginary = new double[real.length];
    for (int frame = 0; frame < frames; frame++) {
      power(samples, frame * settings.hopLength(), real, imaginary);
      for (int band = 0; band < filters.mels(); band++) {
        double energy = filters.apply(band, real);
        spectrogram[band * frames + frame] =
            energy > settings.floor() ? (float) StrictMath.log(energy) : logFloor;
      }
    }
    return spectrogram;
  }

  /** Leaves the one-sided power spectrum in the first half of {@code real}, both ends included. */
  private void power(float[] samples, int from, double[] real, double[] imaginary) {
    Arrays.fill(real, 0);
    Arrays.fill(imaginary, 0);
    for (int i = 0; i < window.length; i++) {
      real[i] = window[i] * samples[from + i];
    }
    fourier.transform(real, imaginary);
    int half = real.length / 2;
    for (int bin = 0; bin <= half; bin++) {
      // All but the two ends stand for their mirror images as well.
      double sides = bin == 0 || bin == half ? 1 : 2;
      real[bin] = sides * scale * (real[bin] * real[bin] + imaginary[bin] * imaginary[bin]);
    }
  }
}
