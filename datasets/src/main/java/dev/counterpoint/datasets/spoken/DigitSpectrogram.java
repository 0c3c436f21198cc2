package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.audio.LogMel;
import dev.counterpoint.datasets.audio.LogMelSettings;
import dev.counterpoint.datasets.audio.Waveform;
import dev.counterpoint.datasets.random.NormalNumbers;
import java.util.SplittableRandom;

/**
 * From a recording to a log-mel spectrogram of fixed size, {@code (32, 40)}: 32 bands from 50 Hz to
 * 4 kHz, 40 frames of 32 ms every 16 ms, 0.656 seconds.
 *
 * <p>A shorter recording stands in the middle of silence; of a longer one (4 % of FSDD's) the
 * loudest 0.656 seconds are kept. Its power is made 1 first, as recordings differ in loudness for
 * no reason that matters. Noise is added to the waveform, silence included, so that not even the
 * length of a recording shows through it.
 */
public final class DigitSpectrogram {

  /** Bands of frequencies, rows of a spectrogram. */
  public static final int MELS = LogMelSettings.SPEECH.mels();

  /** Frames, columns of a spectrogram; a multiple of 8, as {@link #MELS} is. */
  public static final int FRAMES = 40;

  private final LogMel logMel = new LogMel(LogMelSettings.SPEECH);
  private final int length = logMel.samples(FRAMES);

  /**
   * The spectrogram of a recording as it is.
   *
   * @param recording at 8 kHz
   * @return {@code (32, 40)} natural logarithms, band by band
   * @throws IllegalArgumentException if the recording has another rate
   */
  public float[] apply(Recording recording) {
    return logMel.apply(standard(recording.waveform()));
  }

  /**
   * The spectrogram of a recording with white noise.
   *
   * @param recording at 8 kHz
   * @param signalToNoise the recording's power over the noise's, in dB
   * @param random where the noise comes from
   * @return {@code (32, 40)} natural logarithms, band by band
   * @throws IllegalArgumentException if the recording has another rate
   */
  public float[] withNoise(Recording recording, double signalToNoise, SplittableRandom random) {
    Waveform waveform = standard(recording.waveform());
    NormalNumbers.add(waveform.samples(), StrictMath.pow(10, -signalToNoise / 20), random);
    return logMel.apply(waveform);
  }

  /** A new waveform of the one length, where what is left of the old one has power 1. */
  Waveform standard(Waveform waveform) {
    float[] samples = waveform.samples();
    int from = loudest(samples);
    int count = Math.min(length, samples.length);
    double power = 0;
    for (int i = 0; i < count; i++) {
      power += (double) samples[from + i] * samples[from + i];
    }
    // Digital silence has no power that could be made 1.
    float factor = power == 0 ? 0 : (float) Math.sqrt(count / power);
    float[] standard = new float[length];
    int lead = (length - count) / 2;
    for (int i = 0; i < count; i++) {
      standard[lead + i] = factor * samples[from + i];
    }
    return new Waveform(waveform.rate(), standard);
  }

  /** Where the part begins that is kept of a long recording: that of most energy. */
  private int loudest(float[] samples) {
    int best = 0;
    double most = 0;
    double energy = 0;
    for (int end = 0; end < samples.length; end++) {
      energy += (double) samples[end] * samples[end];
      if (end >= length) {
        double left = samples[end - length];
        energy -= left * left;
      }
      if (energy > most && end >= length) {
        best = end - length + 1;
      }
      if (end >= length - 1) {
        most = Math.max(most, energy);
      }
    }
    return best;
  }
}
