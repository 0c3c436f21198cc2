package dev.counterpoint.datasets.audiovisual;

/**
 * What makes the recordings hard, in this order.
 *
 * @param useless share of pairs whose recording is of a class drawn at random, which may be the
 *     right one: it says nothing of the label; 0 to 1
 * @param signalToNoise ratio of the recording's power to that of the white noise that is added to
 *     its waveform, in dB, -60 to 100; {@link #NO_NOISE} for none
 * @param masked share of the frames of the spectrogram that one block of silence to the network,
 *     the mean of the training recordings, replaces; 0 to 1
 */
public record SoundDifficulty(double useless, double signalToNoise, double masked) {

  /** The ratio of a signal without noise. */
  public static final double NO_NOISE = Double.POSITIVE_INFINITY;

  /** Recordings as they are. */
  public static final SoundDifficulty NONE = new SoundDifficulty(0, NO_NOISE, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range; the text names it
   */
  public SoundDifficulty {
    check("share of useless recordings", useless, 0, 1);
    if (signalToNoise != NO_NOISE) {
      check("signal-to-noise ratio of recordings in dB", signalToNoise, -60, 100);
    }
    check("masked share of recordings", masked, 0, 1);
  }

  static void check(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must be in [%s, %s], found %s".formatted(name, low, high, value));
    }
  }
}
