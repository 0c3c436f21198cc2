package dev.counterpoint.datasets.audio;

/**
 * How a waveform becomes a log-mel spectrogram.
 *
 * @param rate sampling rate of the waveforms, in Hz
 * @param frameSeconds length of a frame, in seconds
 * @param hopSeconds from one frame's beginning to the next, in seconds
 * @param mels number of mel bands
 * @param minHz where the lowest band begins, in Hz
 * @param maxHz where the highest band ends, in Hz; at most half the rate
 * @param floor the smallest energy of a band, of which the logarithm is taken instead of a smaller
 *     one; a sine of amplitude 1 has energy 0.5
 */
public record LogMelSettings(
    int rate,
    double frameSeconds,
    double hopSeconds,
    int mels,
    double minHz,
    double maxHz,
    double floor) {

  /**
   * For speech at 8 kHz whose mean power is 1: frames of 32 ms (256 samples) every 16 ms, 32 bands
   * from 50 Hz to 4 kHz; the floor lies about 45 dB below the mean energy of a band.
   */
  public static final LogMelSettings SPEECH =
      new LogMelSettings(8_000, 0.032, 0.016, 32, 50, 4_000, 1e-6);

  private static final int LONGEST_FRAME = 1 << 16;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range; the text names it
   */
  public LogMelSettings {
    check(rate >= 1 && rate <= WavReader.MAX_RATE, "rate", "1 to %d Hz", WavReader.MAX_RATE, rate);
    long frame = Math.round(frameSeconds * rate);
    check(frame >= 2 && frame <= LONGEST_FRAME, "frame", "2 to %d samples", LONGEST_FRAME, frame);
    long hop = Math.round(hopSeconds * rate);
    check(hop >= 1 && hop <= LONGEST_FRAME, "hop", "1 to %d samples", LONGEST_FRAME, hop);
    check(mels >= 1 && mels <= 1024, "mels", "1 to %d", 1024, mels);
    check(minHz >= 0 && minHz < maxHz, "minHz", "0 to below maxHz, %s Hz", maxHz, minHz);
    check(maxHz <= rate / 2.0, "maxHz", "at most half the rate, %s Hz", rate / 2.0, maxHz);
    check(floor > 0 && floor < 1e30, "floor", "more than 0 and below %s", 1e30, floor);
  }

  private static void check(boolean fine, String name, String range, Object bound, Object found) {
    if (!fine) {
      throw new IllegalArgumentException(
          "%s must be %s, found %s".formatted(name, range.formatted(bound), found));
    }
  }

  /** Samples of a frame. */
  public int frameLength() {
    return (int) Math.round(frameSeconds * rate);
  }

  /** Samples from one frame's beginning to the next. */
  public int hopLength() {
    return (int) Math.round(hopSeconds * rate);
  }

  /** Points of the Fourier transform: the frame with zeros behind it up to a power of two. */
  public int transformLength() {
    int length = Integer.highestOneBit(frameLength());
    return length < frameLength() ? 2 * length : length;
  }
}
