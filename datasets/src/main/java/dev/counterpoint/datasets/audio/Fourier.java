package dev.counterpoint.datasets.audio;

/** The fast Fourier transform of Cooley and Tukey, 1965, for lengths that are powers of two. */
final class Fourier {

  private final int length;
  private final double[] cosines;
  private final double[] sines;
  private final int[] reversed;

  /**
   * Prepares transforms.
   *
   * @param length a power of two, at least 2
   */
  Fourier(int length) {
    this.length = length;
    cosines = new double[length / 2];
    sines = new double[length / 2];
    for (int i = 0; i < length / 2; i++) {
      cosines[i] = StrictMath.cos(2 * Math.PI * i / length);
      sines[i] = StrictMath.sin(2 * Math.PI * i / length);
    }
    reversed = new int[length];
    int unused = Integer.numberOfLeadingZeros(length) + 1;
    for (int i = 0; i < length; i++) {
      reversed[i] = Integer.reverse(i) >>> unused;
    }
  }

  /** Transforms in place: {@code X[k] = sum over n of x[n] exp(-2 pi i k n / length)}. */
  void transform(double[] real, double[] imaginary) {
    for (int i = 0; i < length; i++) {
      int j = reversed[i];
      if (i < j) {
        double held = real[i];
        real[i] = real[j];
        real[j] = held;
        held = imaginary[i];
        imaginary[i] = imaginary[j];
        imaginary[j] = held;
      }
    }
    for (int half = 1; half < length; half *= 2) {
      int step = length / (2 * half);
      for (int start = 0; start < length; start += 2 * half) {
        for (int i = 0; i < half; i++) {
          butterfly(real, imaginary, start + i, start + i + half, i * step);
        }
      }
    }
  }

  private void butterfly(double[] real, double[] imaginary, int a, int b, int angle) {
    double c = cosines[angle];
    double s = sines[angle];
    double re = real[b] * c + imaginary[b] * s;
    double im = imaginary[b] * c - real[b] * s;
    real[b] = real[a] - re;
    imaginary[b] = imaginary[a] - im;
    real[a] += re;
    imaginary[a] += im;
  }
}
