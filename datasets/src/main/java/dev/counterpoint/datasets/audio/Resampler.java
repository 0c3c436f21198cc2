package dev.counterpoint.datasets.audio;

/**
 * Another sampling rate, by band-limited interpolation (Smith and Gossett 1984): each new sample is
 * a sum of old ones around it, weighted with a sinc under Kaiser's window. Frequencies that the
 * lower of the two rates cannot carry are taken out; those below 90 % of its half pass unchanged.
 */
public final class Resampler {

  /** Zeros of the sinc to each side. */
  private static final int ZEROS = 48;

  /** Kaiser's parameter; leaks lie about 85 dB below. */
  private static final double BETA = 8.5;

  /** Where the sinc cuts, as a share of half the lower rate: the middle of its slope. */
  private static final double CUT = 0.95;

  private static final int KEPT_WEIGHTS = 1 << 20;

  private final float[] samples;
  private final long up;
  private final long down;
  private final double bandwidth;
  private final int reach;
  private final float[][] weights;

  private Resampler(Waveform waveform, int rate) {
    samples = waveform.samples();
    int common = greatestCommonDivisor(waveform.rate(), rate);
    up = rate / common;
    down = waveform.rate() / common;
    bandwidth = CUT * Math.min(1, (double) rate / waveform.rate());
    reach = (int) Math.ceil(ZEROS / bandwidth);
    boolean kept = up * 2 * reach <= KEPT_WEIGHTS;
    weights = kept ? new float[(int) up][] : new float[0][];
  }

  /**
   * A waveform at another rate: the samples of the same sound at times {@code 0, 1 / rate, ...}
   * before its end. Beyond its ends there is silence.
   *
   * @param rate in Hz, 1 to {@link WavReader#MAX_RATE}
   * @throws IllegalArgumentException if a rate is out of range, or the result exceeds one array
   */
  public static Waveform resample(Waveform waveform, int rate) {
    if (rate < 1 || rate > WavReader.MAX_RATE || waveform.rate() > WavReader.MAX_RATE) {
      throw new IllegalArgumentException(
          "rates must be 1 to %d Hz, found %d and %d"
              .formatted(WavReader.MAX_RATE, waveform.rate(), rate));
    }
    return rate == waveform.rate()
        ? waveform
        : new Waveform(rate, new Resampler(waveform, rate).apply());
  }

  private float[] apply() {
    long length = (samples.length * up + down - 1) / down;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("%d samples exceed one array".formatted(length));
    }
    float[] result = new float[(int) length];
    for (int i = 0; i < result.length; i++) {
      long position = i * down;
      int before = (int) (position / up);
      float[] own = weights((int) (position % up));
      int first = before - reach + 1;
      double sum = 0;
      for (int j = Math.max(0, -first); j < Math.min(own.length, samples.length - first); j++) {
        sum += own[j] * (double) samples[first + j];
      }
      result[i] = (float) sum;
    }
    return result;
  }

  /** Weights of the samples around a place that lies {@code phase / up} after one. */
  private float[] weights(int phase) {
    if (weights.length == 0) {
      return computed(phase);
    }
    if (weights[phase] == null) {
      weights[phase] = computed(phase);
    }
    return weights[phase];
  }

  private float[] computed(int phase) {
    double[] own = new double[2 * reach];
    double sum = 0;
    for (int j = 0; j < own.length; j++) {
      own[j] = kernel(j - reach + 1 - (double) phase / up);
      sum += own[j];
    }
    float[] scaled = new float[own.length];
    for (int j = 0; j < own.length; j++) {
      // A constant stays what it is.
      scaled[j] = (float) (own[j] / sum);
    }
    return scaled;
  }

  private double kernel(double samples) {
    double place = samples * bandwidth;
    double edge = place / ZEROS;
    if (Math.abs(edge) >= 1) {
      return 0;
    }
    double angle = Math.PI * place;
    double sinc = place == 0 ? 1 : StrictMath.sin(angle) / angle;
    return sinc * bessel(BETA * Math.sqrt(1 - edge * edge)) / bessel(BETA);
  }

  /** The modified Bessel function of the first kind and order 0, by its series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
