package dev.counterpoint.app.reproduce.latentquality;

import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.fusion.quality.QualityResults;
import dev.counterpoint.app.fusion.quality.QualitySweep;
import dev.counterpoint.app.fusion.quality.QualityTable;
import dev.counterpoint.app.fusion.quality.SubsetMeasurement;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.LatentQualityResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the trainings on digits left, a number for each seed; risks are cross-entropies on test
 * pairs, nats.
 *
 * @param seeds in their order
 */
record DigitValues(List<QualityResults> seeds) implements SubsetValues {

  static DigitValues of(Outcome outcome) {
    return new DigitValues(
        outcome.group(LatentQualityExperiment.DIGITS).stream()
            .map(job -> job.result(LatentQualityResult.class).quality())
            .toList());
  }

  @Override
  public List<Integer> sizes() {
    return QualityTable.sizes(seeds);
  }

  @Override
  public String name(int subset) {
    return String.join(" + ", subsets().get(subset));
  }

  private List<List<String>> subsets() {
    return QualitySweep.subsets(seeds.get(0).modalities());
  }

  @Override
  public double[] values(int size, int subset, Field field) {
    return QualityTable.values(
        seeds, subsets().get(subset), sizes().get(size), (seed, one) -> value(seed, one, field));
  }

  private static double value(QualityResults seed, SubsetMeasurement one, Field field) {
    return switch (field) {
      case ETA -> seed.eta(one);
      case RISK -> one.learned().crossEntropy();
      case CLIP -> seed.clip();
      case BOUNDED_BEST -> one.refitted().clipped();
      case BOUNDED_RISK -> one.learned().clipped();
      case EXCESS -> one.against(one, seed.clip()).excess();
      case COMPLEXITY -> Double.NaN;
      case CENTRE -> one.against(one, seed.clip()).centre();
      case DEVIATION -> one.against(one, seed.clip()).deviation();
    };
  }

  /**
   * How much less risk a subset has than all modalities where that is most: of each seed, subset
   * and number of examples being chosen by the mean over the other seeds, so that no seed chooses
   * for itself. A single seed does.
   */
  double[] mostLost() {
    double[] lost = new double[seeds.size()];
    for (int seed = 0; seed < lost.length; seed++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int size = 0; size < sizes().size(); size++) {
        for (int subset = 0; subset < WHOLE; subset++) {
          double[] all = difference(size, WHOLE, subset, Field.RISK);
          double mean = SampleMean.of(without(all, seed)).mean();
          if (mean > best) {
            best = mean;
            lost[seed] = all[seed];
          }
        }
      }
    }
    return lost;
  }

  private static double[] without(double[] all, int one) {
    return all.length == 1
        ? all
        : Arrays.stream(IntStream.range(0, all.length).filter(i -> i != one).toArray())
            .mapToDouble(i -> all[i])
            .toArray();
  }
}
