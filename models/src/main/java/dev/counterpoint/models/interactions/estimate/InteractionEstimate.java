package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.models.interactions.Decomposition;
import dev.counterpoint.models.interactions.JointDistribution;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The decomposition of labeled pairs, each number with its interval; bits.
 *
 * @param withoutPairs R, U1 and U2, and what would be known of S and of the best accuracy if no
 *     label went with a pair: the bounds beside what they bound
 * @param synergy S
 * @param information I(X1, X2; Y)
 * @param bestAccuracy of the best prediction of these examples from their symbols, in [0, 1]
 * @param millerMadowBias by how much the information is probably too large, by Miller 1955 ("Note
 *     on the bias of information estimates"): (cells - pairs - labels + 1) / (2 N ln 2), of those
 *     that occur
 * @param decomposition of the relative frequencies, with its duality gap
 */
public record InteractionEstimate(
    SemiSupervisedEstimate withoutPairs,
    Interval synergy,
    Interval information,
    Interval bestAccuracy,
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
    SynergyBounds bounds = SynergyBounds.of(sample.margins());
    List<Double> least = new ArrayList<>(List.of(0.0, 0.0, 0.0));
    List<Double> most = new ArrayList<>(List.of(ANY, ANY, 1.0));
    least.addAll(SemiSupervisedEstimate.LEAST);
    most.addAll(SemiSupervisedEstimate.MOST);
    List<Interval> intervals =
        bootstrap.intervals(
            numbers(sample, bounds),
            least,
            most,
            random -> {
              JointDistribution drawn = drawn(first, second, labels, random);
              return numbers(drawn, SynergyBounds.of(drawn.margins()));
            });
    return new InteractionEstimate(
        SemiSupervisedEstimate.of(intervals.subList(3, intervals.size()), bounds),
        intervals.get(0),
        intervals.get(1),
        intervals.get(2),
        millerMadow(sample, labels.length),
        Decomposition.of(sample, bounds.unimodal()));
  }

  /** S, I(X1, X2; Y) and the best accuracy, and then what is known without labeled pairs. */
  private static double[] numbers(JointDistribution p, SynergyBounds bounds) {
    Decomposition d = Decomposition.of(p, bounds.unimodal());
    double[] known = SemiSupervisedEstimate.numbers(p.margins(), bounds);
    double[] numbers = new double[3 + known.length];
    numbers[0] = d.synergy();
    numbers[1] = d.information();
    numbers[2] = p.bestAccuracy();
    System.arraycopy(known, 0, numbers, 3, known.length);
    return numbers;
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
