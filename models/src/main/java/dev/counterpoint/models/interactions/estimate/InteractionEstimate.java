package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.models.interactions.Decomposition;
import dev.counterpoint.models.interactions.JointDistribution;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The decomposition of labeled pairs, each number with its interval; bits.
 *
 * @param redundancy R
 * @param firstUnique U1
 * @param secondUnique U2
 * @param synergy S
 * @param information I(X1, X2; Y)
 * @param millerMadowBias by how much the information is probably too large, by Miller 1955 ("Note
 *     on the bias of information estimates"): (cells - pairs - labels + 1) / (2 N ln 2), of those
 *     that occur
 * @param decomposition of the relative frequencies, with its duality gap
 */
public record InteractionEstimate(
    Interval redundancy,
    Interval firstUnique,
    Interval secondUnique,
    Interval synergy,
    Interval information,
    double millerMadowBias,
    Decomposition decomposition) {

  private static final double ANY = Double.POSITIVE_INFINITY;

  /** Draws of a sample with a single label before it is an error. */
  private static final int MOST_DRAWS = 1_000;

  /**
   * Estimates.
   *
   * @param first x1 of each example, from 0
   * @param second x2, likewise
   * @param labels y, likewise
   * @throws dev.counterpoint.models.interactions.MalformedDistributionException if there are fewer
   *     than two examples, lengths differ, a number is negative, or there is a single label
   * @throws dev.counterpoint.models.interactions.program.NotConvergedException if the convex
   *     program of the sample or of one drawn from it does not
   */
  public static InteractionEstimate of(
      int[] first, int[] second, int[] labels, Bootstrap bootstrap) {
    JointDistribution sample = JointDistribution.ofSamples(first, second, labels);
    Decomposition decomposition = Decomposition.of(sample);
    List<Interval> intervals =
        bootstrap.intervals(
            numbers(decomposition),
            new double[5],
            new double[] {ANY, ANY, ANY, ANY, ANY},
            random -> numbers(Decomposition.of(drawn(first, second, labels, random))));
    return new InteractionEstimate(
        intervals.get(0),
        intervals.get(1),
        intervals.get(2),
        intervals.get(3),
        intervals.get(4),
        millerMadow(sample, labels.length),
        decomposition);
  }

  private static double[] numbers(Decomposition d) {
    return new double[] {
      d.redundancy(), d.firstUnique(), d.secondUnique(), d.synergy(), d.information()
    };
  }

  private static JointDistribution drawn(
      int[] first, int[] second, int[] labels, SplittableRandom random) {
    int[] index = Bootstrap.draw(labels.length, random);
    for (int draw = 0; draw < MOST_DRAWS && single(labels, index); draw++) {
      index = Bootstrap.draw(labels.length, random);
    }
    return JointDistribution.ofSamples(
        Bootstrap.select(first, index),
        Bootstrap.select(second, index),
        Bootstrap.select(labels, index));
  }

  private static boolean single(int[] labels, int[] index) {
    return Arrays.stream(index).allMatch(n -> labels[n] == labels[index[0]]);
  }

  private static double millerMadow(JointDistribution p, int examples) {
    int cells = 0;
    int pairs = 0;
    boolean[] labels = new boolean[p.labels()];
    for (int i = 0; i < p.firstSymbols(); i++) {
      for (int j = 0; j < p.secondSymbols(); j++) {
        boolean occurs = false;
        for (int y = 0; y < labels.length; y++) {
          if (p.at(i, j, y) > 0) {
            cells++;
            occurs = true;
            labels[y] = true;
          }
        }
        pairs += occurs ? 1 : 0;
      }
    }
    int different = 0;
    for (boolean label : labels) {
      different += label ? 1 : 0;
    }
    return (cells - pairs - different + 1) / (2 * Math.log(2) * examples);
  }
}
