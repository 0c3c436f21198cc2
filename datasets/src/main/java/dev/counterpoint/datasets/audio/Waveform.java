package dev.counterpoint.datasets.audio;

/**
 * Sound with one channel.
 *
 * @param rate samples a second (Hz)
 * @param samples {@code (n)}, full scale is -1 to 1; not copied, do not change
 */
public record Waveform(int rate, float[] samples) {

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Waveform {
    if (rate < 1) {
      throw new IllegalArgumentException("the sampling rate must be at least 1 Hz, found " + rate);
    }
  }

  /** How long it is, in seconds. */
  public double seconds() {
    return (double) samples.length / rate;
  }
}
