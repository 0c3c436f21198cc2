package dev.counterpoint.models.interactions;

import dev.counterpoint.models.interactions.program.ConditionalEntropyProgram;
import dev.counterpoint.models.interactions.program.MaximumEntropy;

/**
 * What two modalities tell of a label in common and each alone (Bertschinger, Rauh, Olbrich, Jost
 * and Ay 2014, "Quantifying Unique Information"; Liang et al. 2024, section 2). It needs no pairs:
 * it follows from p(x1, y) and p(x2, y).
 *
 * <p>Among all q with these two margins, q* makes I(X1, X2; Y) least. With I* for that, R = I(X1;
 * Y) + I(X2; Y) - I*, U1 = I* - I(X2; Y) and U2 = I* - I(X1; Y).
 *
 * @param redundancy R, what either tells, bits
 * @param firstUnique U1, what only the first tells, bits
 * @param secondUnique U2, what only the second tells, bits
 * @param leastInformation I*, bits: no distribution with these margins has less, to within the gap
 * @param gap by how much each of the four can be off, bits: proved by a feasible point of the dual
 *     program
 * @param least q*, {@code (A, B, Y)}
 */
public record UnimodalInformation(
    double redundancy,
    double firstUnique,
    double secondUnique,
    double leastInformation,
    double gap,
    double[][][] least) {

  /**
   * Solves the convex program.
   *
   * @param firstLabel p(x1, y), {@code (A, Y)}
   * @param secondLabel p(x2, y), {@code (B, Y)}
   * @throws MalformedDistributionException if one is no distribution, p(y) differs between them, or
   *     there is a single label
   * @throws dev.counterpoint.models.interactions.program.NotConvergedException if the gap stays
   *     above 1e-7 bits
   */
  public static UnimodalInformation of(double[][] firstLabel, double[][] secondLabel) {
    double[][] one = Tables.distribution("p(x1, y)", firstLabel);
    double[][] other = Tables.distribution("p(x2, y)", secondLabel);
    double[] label = Tables.columnSums(one);
    PairwiseMargins.requireSame("p(y)", label, Tables.columnSums(other));
    JointDistribution.requireTwoLabels(label);
    double first = Information.mutual(one);
    double second = Information.mutual(other);
    MaximumEntropy found = ConditionalEntropyProgram.solve(one, other);
    // Where it is known to lie: neither uniqueness nor the redundancy is below zero.
    double least = Information.entropy(label) - found.reached();
    least = Math.max(Math.max(first, second), Math.min(least, first + second));
    return new UnimodalInformation(
        first + second - least,
        least - second,
        least - first,
        least,
        Math.max(0, found.gap()),
        found.distribution());
  }
}
