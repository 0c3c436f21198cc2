package dev.counterpoint.datasets.audio;

/**
 * Overlapping triangles on HTK's mel scale, {@code 2595 log10(1 + f / 700 Hz)} (Young et al.,
 * <i>The HTK Book</i>, 5.4): each rises from the middle of the one before to its own, where it is
 * 1, and falls to the middle of the next, linearly in mels.
 *
 * <p>So at each frequency between the first and the last middle the filters add up to 1, and no
 * energy is lost or counted twice.
 */
final class MelFilters {

  private final int[] firstBin;
  private final double[][] weights;

  /**
   * Places the filters at equal distances in mels.
   *
   * @param length points of the Fourier transform
   * @throws IllegalArgumentException if a filter lies between two frequencies of the transform
   */
  MelFilters(LogMelSettings settings, int length) {
    int mels = settings.mels();
    double binHz = (double) settings.rate() / length;
    double low = mel(settings.minHz());
    double width = (mel(settings.maxHz()) - low) / (mels + 1);
    firstBin = new int[mels];
    weights = new double[mels][];
    for (int band = 0; band < mels; band++) {
      double from = hertz(low + band * width);
      double to = hertz(low + (band + 2) * width);
      int first = (int) Math.floor(from / binHz) + 1;
      // At half the rate a triangle has come down to 0 at the latest.
      int last = Math.min(length / 2, (int) Math.ceil(to / binHz) - 1);
      if (last < first) {
        throw new IllegalArgumentException(
            ("band %d of %d, from %.1f to %.1f Hz, lies between two frequencies of a transform of"
                    + " %d points; have fewer bands or longer frames")
                .formatted(band, mels, from, to, length));
      }
      firstBin[band] = first;
      weights[band] = new double[last - first + 1];
      for (int bin = first; bin <= last; bin++) {
        double middles = (mel(bin * binHz) - low) / width - (band + 1);
        weights[band][bin - first] = Math.max(0, 1 - Math.abs(middles));
      }
    }
  }

  static double mel(double hertz) {
    return 2595 * StrictMath.log10(1 + hertz / 700);
  }

  static double hertz(double mel) {
    return 700 * (StrictMath.pow(10, mel / 2595) - 1);
  }

  /** Number of bands. */
  int mels() {
    return firstBin.length;
  }

  /** Energy of a band. */
  double apply(int band, double[] power) {
    double[] own = weights[band];
    int first = firstBin[band];
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += own[i] * power[first + i];
    }
    return sum;
  }
}
