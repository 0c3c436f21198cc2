package dev.counterpoint.datasets.audiovisual;

/**
 * Mean and deviation of each band of spectrograms.
 *
 * @param mean {@code (bands)}
 * @param deviation {@code (bands)} standard deviations, at least 0.001
 */
record Bands(double[] mean, double[] deviation) {

  private static final double SMALLEST = 1e-3;

  /**
   * Measures spectrograms.
   *
   * @param values {@code (N, bands, frames)}, N at least 1
   */
  static Bands of(float[] values, int bands, int frames) {
    double[] mean = new double[bands];
    double[] deviation = new double[bands];
    int examples = values.length / (bands * frames);
    double count = (double) examples * frames;
    for (int band = 0; band < bands; band++) {
      double sum = 0;
      for (int i = 0; i < examples; i++) {
        for (int t = 0; t < frames; t++) {
          sum += values[(i * bands + band) * frames + t];
        }
      }
      mean[band] = sum / count;
      double squares = 0;
      for (int i = 0; i < examples; i++) {
        for (int t = 0; t < frames; t++) {
          double over = values[(i * bands + band) * frames + t] - mean[band];
          squares += over * over;
        }
      }
      deviation[band] = Math.max(SMALLEST, Math.sqrt(squares / count));
    }
    return new Bands(mean, deviation);
  }

  /** Brings spectrograms to mean 0 and deviation 1 of those that were measured, in place. */
  void standardise(float[] values, int frames) {
    for (int i = 0; i < values.length; i++) {
      int band = i / frames % mean.length;
      values[i] = (float) ((values[i] - mean[band]) / deviation[band]);
    }
  }
}
