package dev.counterpoint.app.fusion.evaluation;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.contribution.Absence;
import dev.counterpoint.models.prediction.Calibration;
import java.util.List;

/**
 * How a fusion is measured.
 *
 * @param absence what stands for a modality that is absent
 * @param latentNoise standard deviations of noise on features, as shares of each feature's own over
 *     training examples; above 0
 * @param inputNoise standard deviations of noise on inputs, as shares of that of all values of the
 *     modality over training examples; above 0. Each level encodes the test examples anew
 * @param permutedShares shares of the test examples among which a modality is permuted, in (0, 1]
 * @param permutations how many permutations a divergence is the mean of, at least 1
 * @param bins of confidence, at least 1
 * @param chunk examples that are on their way through the model at once, at least 1
 * @param mostTraining training examples that means and probes are taken from, drawn where there are
 *     more; at least 2
 * @param address of all permutations and noise
 */
public record BalanceSettings(
    Absence absence,
    List<Double> latentNoise,
    List<Double> inputNoise,
    List<Double> permutedShares,
    int permutations,
    int bins,
    int chunk,
    int mostTraining,
    RandomAddress address) {

  private static final List<Double> LEVELS = List.of(0.25, 0.5, 1.0, 2.0);
  private static final List<Double> SHARES = List.of(0.25, 0.5, 0.75, 1.0);
  private static final int PERMUTATIONS = 5;
  private static final int CHUNK = 256;
  private static final int MOST_TRAINING = 10_000;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public BalanceSettings {
    latentNoise = List.copyOf(latentNoise);
    inputNoise = List.copyOf(inputNoise);
    permutedShares = List.copyOf(permutedShares);
    requireAll(latentNoise, Double.MAX_VALUE, "levels of latent noise");
    requireAll(inputNoise, Double.MAX_VALUE, "levels of input noise");
    requireAll(permutedShares, 1, "permuted shares");
    if (permutations < 1 || bins < 1 || chunk < 1 || mostTraining < 2) {
      throw new IllegalArgumentException(
          "expected permutations, bins and chunk of at least 1 and at least 2 training examples,"
              + " found %d, %d, %d and %d".formatted(permutations, bins, chunk, mostTraining));
    }
  }

  private static void requireAll(List<Double> values, double most, String what) {
    for (double value : values) {
      if (!(value > 0 && value <= most)) {
        throw new IllegalArgumentException(
            "%s must be above 0 and at most %s, found %s".formatted(what, most, value));
      }
    }
  }

  /**
   * Means of training features for what is absent, four levels of noise and of permutation.
   *
   * @param seed of the run
   */
  public static BalanceSettings standard(long seed) {
    return new BalanceSettings(
        Absence.MEAN,
        LEVELS,
        LEVELS,
        SHARES,
        PERMUTATIONS,
        Calibration.USUAL_BINS,
        CHUNK,
        MOST_TRAINING,
        RandomAddress.seed(seed).purpose("balance-evaluation"));
  }

  /** The same with another stand-in for what is absent. */
  public BalanceSettings withAbsence(Absence other) {
    return new BalanceSettings(
        other,
        latentNoise,
        inputNoise,
        permutedShares,
        permutations,
        bins,
        chunk,
        mostTraining,
        address);
  }

  /** The same with other levels of noise on inputs; none for none. */
  public BalanceSettings withInputNoise(List<Double> levels) {
    return new BalanceSettings(
        absence,
        latentNoise,
        levels,
        permutedShares,
        permutations,
        bins,
        chunk,
        mostTraining,
        address);
  }
}
