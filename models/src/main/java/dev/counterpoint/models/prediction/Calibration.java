package dev.counterpoint.models.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether predicted probabilities are right.
 *
 * @param expectedError mean over examples of |accuracy - confidence| of their bin, bins of equal
 *     width (Guo et al. 2017, "On Calibration of Modern Neural Networks", eq. 3), in [0, 1]
 * @param adaptiveError the same with bins of equally many examples, by rising confidence (Nixon et
 *     al. 2019, "Measuring Calibration in Deep Learning", section 3; of the predicted class)
 * @param bins number of bins of either kind
 * @param brier mean squared distance between probabilities and the one-hot label, summed over
 *     classes (Brier 1950), in [0, 2]
 * @param negativeLogLikelihood mean of -log p(label), nats
 * @param reliability the bins of equal width, in their order, empty ones too
 */
public record Calibration(
    double expectedError,
    double adaptiveError,
    int bins,
    double brier,
    double negativeLogLikelihood,
    List<ReliabilityBin> reliability) {

  /** The number of bins in Guo et al. 2017. */
  public static final int USUAL_BINS = 15;

  /** Copies the list. */
  public Calibration {
    reliability = List.copyOf(reliability);
  }

  /**
   * Measures scores against labels.
   *
   * @param bins of confidence, at least 1
   * @throws IllegalArgumentException if labels do not fit the scores, or there is no bin
   */
  public static Calibration of(Logits logits, int[] labels, int bins) {
    logits.requireLabels(labels);
    if (bins < 1) {
      throw new IllegalArgumentException("expected at least one bin, found " + bins);
    }
    int n = logits.rows();
    double[] confidence = new double[n];
    boolean[] right = new boolean[n];
    int[] predicted = logits.predict();
    double squares = 0;
    double surprise = 0;
    for (int row = 0; row < n; row++) {
      double[] logs = logits.logProbabilities(row);
      for (int k = 0; k < logs.length; k++) {
        double distance = Math.exp(logs[k]) - (k == labels[row] ? 1 : 0);
        squares += distance * distance;
      }
      surprise -= logs[labels[row]];
      confidence[row] = Math.min(1, Math.exp(logs[predicted[row]]));
      right[row] = predicted[row] == labels[row];
    }
    List<ReliabilityBin> equalWidth = equalWidth(confidence, right, bins);
    return new Calibration(
        error(equalWidth, n),
        error(equalMass(confidence, right, bins), n),
        bins,
        squares / n,
        surprise / n,
        equalWidth);
  }

  private static List<ReliabilityBin> equalWidth(double[] confidence, boolean[] right, int bins) {
    int[][] members = new int[bins][];
    int[] place =
        Arrays.stream(confidence)
            .mapToInt(c -> Math.max(0, Math.min(bins, (int) Math.ceil(c * bins)) - 1))
            .toArray();
    List<ReliabilityBin> result = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      int own = bin;
      members[bin] = IntStream.range(0, place.length).filter(i -> place[i] == own).toArray();
      double low = bin / (double) bins;
      result.add(bin(low, (bin + 1) / (double) bins, members[bin], confidence, right));
    }
    return result;
  }

  /** Bins whose sizes differ by at most one; fewer where there are fewer examples. */
  private static List<ReliabilityBin> equalMass(double[] confidence, boolean[] right, int bins) {
    int n = confidence.length;
    int[] rising =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> confidence[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<ReliabilityBin> result = new ArrayList<>();
    int used = Math.min(bins, n);
    for (int bin = 0; bin < used; bin++) {
      int from = (int) ((long) bin * n / used);
      int to = (int) ((long) (bin + 1) * n / used);
      int[] members = Arrays.copyOfRange(rising, from, to);
      double low = from == 0 ? 0 : confidence[rising[from - 1]];
      result.add(bin(low, confidence[rising[to - 1]], members, confidence, right));
    }
    return result;
  }

  private static ReliabilityBin bin(
      double low, double high, int[] members, double[] confidence, boolean[] right) {
    double sum = 0;
    double hits = 0;
    for (int i : members) {
      sum += confidence[i];
      hits += right[i] ? 1 : 0;
    }
    int size = members.length;
    return size == 0
        ? new ReliabilityBin(low, high, 0, Double.NaN, Double.NaN)
        : new ReliabilityBin(low, high, size, sum / size, hits / size);
  }

  private static double error(List<ReliabilityBin> bins, int n) {
    return bins.stream()
        .filter(bin -> bin.examples() > 0)
        .mapToDouble(bin -> bin.examples() * Math.abs(bin.accuracy() - bin.confidence()) / n)
        .sum();
  }
}
