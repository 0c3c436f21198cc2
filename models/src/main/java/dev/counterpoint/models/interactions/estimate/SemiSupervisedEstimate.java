package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.bounds.AccuracyBounds;
import dev.counterpoint.models.interactions.bounds.DisagreementBound;
import dev.counterpoint.models.interactions.bounds.RedundancyBound;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import java.util.List;

/**
 * What can be said of interactions and of the best accuracy before any pair is labeled, each number
 * with its interval; bits, but accuracies in [0, 1].
 *
 * @param redundancy R
 * @param firstUnique U1
 * @param secondUnique U2
 * @param synergyByRedundancy a lower bound on S; below zero it says nothing
 * @param synergyByDisagreement another
 * @param synergyAtMost an upper bound on S
 * @param bestUnimodalAccuracy of the better modality alone
 * @param accuracyAtLeast lower bound on the best accuracy of both modalities
 * @param accuracyAtMost upper bound on it: what there is to gain by the second modality at most
 * @param bounds of the whole sample, with the duality gap
 */
public record SemiSupervisedEstimate(
    Interval redundancy,
    Interval firstUnique,
    Interval secondUnique,
    Interval synergyByRedundancy,
    Interval synergyByDisagreement,
    Interval synergyAtMost,
    Interval bestUnimodalAccuracy,
    Interval accuracyAtLeast,
    Interval accuracyAtMost,
    SynergyBounds bounds) {

  private static final double ANY = Double.POSITIVE_INFINITY;

  /** What each of {@link #numbers} can be. */
  static final List<Double> LEAST = List.of(0.0, 0.0, 0.0, -ANY, -ANY, 0.0, 0.0, 0.0, 0.0);

  static final List<Double> MOST = List.of(ANY, ANY, ANY, ANY, ANY, ANY, 1.0, 1.0, 1.0);

  /**
   * With the bounds that every sample has, {@link RedundancyBound#LARGER} and {@link
   * DisagreementBound#PROVED}: margins of different samples may have no distribution in common,
   * which the sharp one needs.
   */
  public static SemiSupervisedEstimate of(SemiSupervisedSample sample, Bootstrap bootstrap) {
    return of(sample, bootstrap, RedundancyBound.LARGER, DisagreementBound.PROVED);
  }

  /**
   * With chosen bounds.
   *
   * @throws dev.counterpoint.models.interactions.MalformedDistributionException if there is a
   *     single label
   * @throws dev.counterpoint.models.interactions.program.NotConvergedException if a convex program
   *     does not, of the sample or of one drawn from it
   * @throws dev.counterpoint.models.interactions.program.IncompatibleMarginsException if the sharp
   *     bound is asked for and no distribution has the margins
   */
  public static SemiSupervisedEstimate of(
      SemiSupervisedSample sample,
      Bootstrap bootstrap,
      RedundancyBound redundancy,
      DisagreementBound disagreement) {
    PairwiseMargins margins = sample.margins();
    SynergyBounds bounds = SynergyBounds.of(margins, redundancy, disagreement);
    return of(
        bootstrap.intervals(
            numbers(margins, bounds),
            LEAST,
            MOST,
            random -> {
              PairwiseMargins drawn = sample.drawn(random).margins();
              return numbers(drawn, SynergyBounds.of(drawn, redundancy, disagreement));
            }),
        bounds);
  }

  /** From the intervals of {@link #numbers}. */
  static SemiSupervisedEstimate of(List<Interval> intervals, SynergyBounds bounds) {
    return new SemiSupervisedEstimate(
        intervals.get(0),
        intervals.get(1),
        intervals.get(2),
        intervals.get(3),
        intervals.get(4),
        intervals.get(5),
        intervals.get(6),
        intervals.get(7),
        intervals.get(8),
        bounds);
  }

  static double[] numbers(PairwiseMargins margins, SynergyBounds bounds) {
    AccuracyBounds accuracy = AccuracyBounds.of(margins, bounds);
    return new double[] {
      bounds.unimodal().redundancy(),
      bounds.unimodal().firstUnique(),
      bounds.unimodal().secondUnique(),
      bounds.byRedundancy(),
      bounds.byDisagreement(),
      bounds.upper(),
      margins.bestUnimodalAccuracy(),
      accuracy.lower(),
      accuracy.upper()
    };
  }
}
