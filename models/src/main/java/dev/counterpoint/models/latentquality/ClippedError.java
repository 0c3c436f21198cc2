package dev.counterpoint.models.latentquality;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The squared error clipped at C, {@code min(||y - f(x)||^2, C)}: in [0, C], and Lipschitz in the
 * prediction with {@code L = 2 sqrt(C)}. Theorem 1 of Huang et al. 2021 asks for such a loss, which
 * the squared error itself is not; C taken from a sample would be no bound on the population. So
 * all terms are of the clipped error, what was learned staying the minimiser of the squared one,
 * and what it therefore lacks on the examples is {@link RiskBound#excess}.
 *
 * <p>Inputs are standard normal and maps linear, so errors are normal with mean 0. The head that is
 * best for the squared error has the least covariance of all (in Loewner's order), and by
 * Anderson's inequality is best for the clipped error, too. Its expectation depends on the
 * eigenvalues of the covariance alone and is a mean over fixed draws.
 *
 * <p>The class is that of linear maps with a Frobenius norm of at most B. As B is chosen after the
 * examples, as the least power of two from 1 on that what was learned and the best head's map are
 * within, delta is shared among all powers: {@code 2^j} has {@code delta / ((j + 1) (j + 2))}.
 */
final class ClippedError {

  /** Of the theorem, for all norms together. */
  static final double DELTA = 0.05;

  /** C is so many times the mean square of the family's label: decided before any result. */
  private static final double CLIP = 4;

  private static final int DRAWS = 8_192;

  private final double[][] truth;
  private final double noise;
  private final double bound;
  private final double[][] draws;

  private ClippedError(double[][] truth, double noise, double bound, double[][] draws) {
    this.truth = truth;
    this.noise = noise;
    this.bound = bound;
    this.draws = draws;
  }

  /**
   * The error for a family.
   *
   * @param truth outputs x inputs
   * @param noise deviation of each output
   */
  static ClippedError of(double[][] truth, double noise, SplittableRandom random, int outputs) {
    double[][] draws = new double[DRAWS][outputs];
    for (double[] draw : draws) {
      for (int k = 0; k < outputs; k++) {
        double value = random.nextGaussian();
        draw[k] = value * value;
      }
    }
    double square = Matrices.squares(truth) + outputs * noise * noise;
    return new ClippedError(truth, noise, CLIP * square, draws);
  }

  /**
   * Measures what was learned.
   *
   * @param seen m x inputs of the subset
   * @param labels m x outputs
   * @param columns of the subset among all inputs
   * @param learned outputs x inputs of the subset
   * @param best the same with the best head over the learned latent
   */
  BoundedRisk risk(
      double[][] seen,
      double[][] labels,
      List<Integer> columns,
      double[][] learned,
      double[][] best) {
    int examples = seen.length;
    double norm = Math.sqrt(Math.max(Matrices.squares(learned), Matrices.squares(best)));
    int power = norm <= 1 ? 0 : (int) Math.ceil(Math.log(norm) / Math.log(2));
    double complexity =
        8
            * 2
            * Math.sqrt(bound)
            * Math.sqrt(2)
            * RiskBound.linearComplexity(seen, Math.pow(2, power), labels[0].length);
    double delta = DELTA / ((power + 1.0) * (power + 2.0));
    double excess = empirical(seen, labels, learned) - empirical(seen, labels, best);
    return new BoundedRisk(
        population(columns, best),
        population(columns, learned),
        bound,
        RiskBound.of(0, excess, complexity, bound, examples, delta));
  }

  private double empirical(double[][] seen, double[][] labels, double[][] map) {
    double[][] errors =
        Matrices.minus(labels, Matrices.times(seen, Matrices.transposed(map))); // m x outputs
    double sum = 0;
    for (double[] error : errors) {
      sum += Math.min(bound, Arrays.stream(error).map(e -> e * e).sum());
    }
    return sum / errors.length;
  }

  private double population(List<Integer> columns, double[][] map) {
    double[][] error = new double[truth.length][];
    for (int k = 0; k < truth.length; k++) {
      error[k] = truth[k].clone();
      for (int j = 0; j < columns.size(); j++) {
        error[k][columns.get(j)] -= map[k][j];
      }
    }
    double[][] covariance =
        Matrices.plusIdentity(Matrices.times(error, Matrices.transposed(error)), noise * noise);
    // In their order, so that a smaller covariance is a smaller error in every draw.
    double[] eigenvalues = Matrices.eigenvalues(covariance);
    double sum = 0;
    for (double[] draw : draws) {
      double square = 0;
      for (int k = 0; k < draw.length; k++) {
        square += Math.max(0, eigenvalues[k]) * draw[k];
      }
      sum += Math.min(bound, square);
    }
    return sum / draws.length;
  }
}
