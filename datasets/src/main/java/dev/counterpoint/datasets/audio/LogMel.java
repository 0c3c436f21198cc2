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
    double[] first = new double[settings.transformLength()];
    double[] second = new double[first.length];
    for (int frame = 0; frame < frames; frame += 2) {
      boolean sound = window(samples, frame, frames, first);
      sound |= window(samples, frame + 1, frames, second);
      if (sound) {
        powers(first, second);
      }
      bands(first, spectrogram, frame, frames);
      if (frame + 1 < frames) {
        bands(second, spectrogram, frame + 1, frames);
      }
    }
    return spectrogram;
  }

  /** Whether there is anything but silence in a frame; one after the last is silent. */
  private boolean window(float[] samples, int frame, int frames, double[] windowed) {
    Arrays.fill(windowed, 0);
    boolean sound = false;
    int from = frame * settings.hopLength();
    for (int i = 0; i < window.length && frame < frames; i++) {
      windowed[i] = window[i] * samples[from + i];
      sound |= samples[from + i] != 0;
    }
    return sound;
  }

  /**
   * From two frames to their one-sided power spectra, in the first halves with both ends. As frames
   * are real, one transform does for both: one is its real part, one its imaginary part.
   */
  private void powers(double[] first, double[] second) {
    fourier.transform(first, second);
    int length = first.length;
    for (int bin = 0; bin <= length / 2; bin++) {
      int mirror = (length - bin) % length;
      double re = first[bin] + first[mirror];
      double im = second[bin] - second[mirror];
      double otherRe = second[bin] + second[mirror];
      double otherIm = first[mirror] - first[bin];
      // All but the two ends stand for their mirror images as well. The sums are twice the parts.
      double sides = (bin == mirror ? 1 : 2) * scale / 4;
      first[bin] = sides * (re * re + im * im);
      second[bin] = sides * (otherRe * otherRe + otherIm * otherIm);
    }
  }

  private void bands(double[] power, float[] spectrogram, int frame, int frames) {
    for (int band = 0; band < filters.mels(); band++) {
      double energy = filters.apply(band, power);
      spectrogram[band * frames + frame] =
          energy > settings.floor() ? (float) StrictMath.log(energy) : logFloor;
    }
  }
}
