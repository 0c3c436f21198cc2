package dev.counterpoint.datasets.picture.prepare;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One side of a resized picture: which pixels of the source make each of the target, with what
 * weights.
 *
 * <p>Pixel centres are at halves: that of target pixel {@code i} lies at {@code (i + 1/2) * source
 * / whole} in the source. When shrinking, the kernel is as much wider as the picture shrinks, so
 * that every pixel of the source counts. Weights are normalized, then rounded to whole multiples of
 * 2<sup>-22</sup>, so that sums are the same on every machine.
 *
 * @param size pixels of the target that are wanted
 * @param taps most source pixels of a target pixel
 * @param first the first source pixel, by target pixel
 * @param counts how many follow from there, by target pixel
 * @param weights {@code (size, taps)} in units of 2<sup>-22</sup>
 */
record Axis(int size, int taps, int[] first, int[] counts, int[] weights) {

  /** The bits of a weight behind the point: 32, less 8 of a sample, less 2 of overshoot. */
  static final int BITS = 22;

  /** Weights that were computed before: pictures of one data set have few sizes. */
  private static final Map<Request, Axis> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 64;

  /** Larger ones would take room, and little of the time of their pictures. */
  private static final int MOST_WEIGHTS = 1 << 14;

  private record Request(int source, int whole, int start, int size, Interpolation interpolation) {}

  /**
   * The weights of a part of the target.
   *
   * @param source pixels of the source, 1 or more
   * @param whole pixels of the whole target
   * @param start first pixel of the target that is wanted
   * @param size how many are wanted
   */
  static Axis of(int source, int whole, int start, int size, Interpolation interpolation) {
    Request request = new Request(source, whole, start, size, interpolation);
    Axis known = KNOWN.get(request);
    if (known != null) {
      return known;
    }
    Axis axis = computed(source, whole, start, size, interpolation);
    if (axis.weights.length <= MOST_WEIGHTS) {
      if (KNOWN.size() >= MOST_KNOWN) {
        KNOWN.clear();
      }
      KNOWN.put(request, axis);
    }
    return axis;
  }

  private static Axis computed(
      int source, int whole, int start, int size, Interpolation interpolation) {
    double scale = (double) source / whole;
    if (interpolation == Interpolation.NEAREST || source == whole) {
      return single(source, start, size, scale);
    }
    double stretch = Math.max(scale, 1);
    double support = interpolation.support() * stretch;
    int taps = Math.min(source, (int) Math.ceil(support) * 2 + 1);
    int[] first = new int[size];
    int[] counts = new int[size];
    int[] weights = new int[Math.multiplyExact(size, taps)];
    double[] real = new double[taps];
    for (int i = 0; i < size; i++) {
      double center = (start + i + 0.5) * scale;
      first[i] = Math.max(0, (int) (center - support + 0.5));
      counts[i] = Math.min(source, (int) (center + support + 0.5)) - first[i];
      double sum = 0;
      for (int tap = 0; tap < counts[i]; tap++) {
        real[tap] = interpolation.weight((first[i] + tap - center + 0.5) / stretch);
        sum += real[tap];
      }
      for (int tap = 0; tap < counts[i]; tap++) {
        double fixed = real[tap] / sum * (1 << BITS);
        weights[i * taps + tap] = (int) (fixed < 0 ? fixed - 0.5 : fixed + 0.5);
      }
    }
    return new Axis(size, taps, first, counts, weights);
  }

  // Centres are added up as Pillow does: a rounded product would choose the other neighbour at
  // times.
  private static Axis single(int source, int start, int size, double scale) {
    int[] first = new int[size];
    int[] counts = new int[size];
    int[] weights = new int[size];
    double center = scale * 0.5;
    for (int i = -start; i < size; i++) {
      if (i >= 0) {
        first[i] = Math.min(source - 1, (int) center);
        counts[i] = 1;
        weights[i] = 1 << BITS;
      }
      center += scale;
    }
    return new Axis(size, 1, first, counts, weights);
  }

  /** The source pixels that count: from {@link #low} to before this. */
  int high() {
    int high = 0;
    for (int i = 0; i < size; i++) {
      high = Math.max(high, first[i] + counts[i]);
    }
    return high;
  }

  /** The first source pixel that counts. */
  int low() {
    return first[0];
  }
}
