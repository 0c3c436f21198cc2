package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Contrast of two views of one modality with negatives that agree in the other: what it rewards is
 * what the views tell of each other beyond what the other modality tells, I(U; V | Z). It is for
 * what modalities disagree on, beside {@link InfoNce} for what they agree on.
 *
 * <p>InfoNCE with negatives drawn from p(v) bounds I(U; V) from below (van den Oord et al. 2018,
 * "Representation Learning with Contrastive Predictive Coding", appendix A.1). With n negatives
 * drawn from p(v | z) for the z of the anchor it bounds I(U; V | Z = z), and so its mean over z
 * bounds I(U; V | Z) (Ma et al. 2021, "Conditional Contrastive Learning for Improving Fairness in
 * Self-Supervised Learning"; Sordoni et al. 2021, "Decomposed Mutual Information Estimation"):
 *
 * <p>E ln(1 + n) - L at most I(U; V | Z), with L = - E ln(exp s(u, v) / (exp s(u, v) + sum of exp
 * s(u, v-) over the n negatives)).
 *
 * <p>A batch has no draws from p(v | z), so other examples j stand for them, weighted by how near
 * their z is (Tsai et al. 2022, "Conditional Contrastive Learning with Kernel"; the weights here
 * are those of Nadaraya and Watson's estimate of p(v | z)). Example i then has n_i = (sum of
 * w_ij)^2 / (sum of w_ij^2) negatives, Kish's effective number, and
 *
 * <p>L_i = - ln(exp s_ii / (exp s_ii + n_i * sum over j of w_ij exp s_ij / sum over j of w_ij)).
 *
 * <p>Where weights are equal over the examples of the same z and zero elsewhere, n_i is their
 * number and the bound is exact. With equal weights on all others L is one direction of InfoNCE.
 * With weights of a kernel, negatives come from near the anchor's z, not from it: the bound is then
 * one up to what views still share with z within the kernel's width, which goes to zero with the
 * width, while n_i, and with it the largest value ln(1 + n_i), falls.
 */
public final class ConditionalContrast {

  /** Takes an example out of its own negatives; exp of it is zero. */
  private static final float NEVER = -1e9f;

  /** Below every sum of squared weights that is not zero: n equal weights of 1 / n have 1 / n. */
  private static final float NONE = 1e-30f;

  private ConditionalContrast() {}

  /**
   * Weights by a kernel, the exponential of the scaled cosine of conditions. They are constants: no
   * gradient reaches the conditions.
   *
   * @param condition {@code (N, D)} rows of length one: the other modality of each example
   * @param scale of the cosines, above 0: the larger, the nearer are negatives and the fewer
   * @return {@code (N, N)}, rows sum to one, zero on the diagonal
   */
  public static NDArray weights(NDArray condition, double scale) {
    NDManager manager = condition.getManager();
    NDArray fixed = condition.stopGradient();
    int batch = (int) fixed.getShape().get(0);
    NDArray scores =
        fixed.matMul(fixed.transpose()).mul(manager.full(new Shape(1), (float) scale)); // (N, N)
    NDArray self = manager.eye(batch).mul(manager.full(new Shape(1), NEVER));
    return scores.add(self).softmax(1);
  }

  /**
   * Weights of a condition that is a symbol: one for the examples of the same.
   *
   * @param groups {@code (N)} int64, equal where the condition is the same
   * @return {@code (N, N)}, zero on the diagonal; a row of zeros where no other is the same
   */
  public static NDArray weights(NDArray groups) {
    int batch = (int) groups.getShape().get(0);
    NDArray same = groups.reshape(batch, 1).eq(groups.reshape(1, batch));
    return same.toType(DataType.FLOAT32, false).sub(groups.getManager().eye(batch));
  }

  /**
   * The loss, averaged over examples and over the two directions.
   *
   * @param first {@code (N, D)} rows of length one: a view of each example
   * @param second {@code (N, D)} rows of length one: another view
   * @param weights {@code (N, N)} constants of 0 or more, zero on the diagonal
   * @param logitScale {@code (1)}, one over the temperature
   * @return scalar, nats; {@link #uninformed} where nothing is learned
   */
  public static NDArray loss(NDArray first, NDArray second, NDArray weights, NDArray logitScale) {
    int batch = (int) first.getShape().get(0);
    NDManager manager = first.getManager();
    // Logarithms of how often each counts; of what never does it is minus infinity, which is why
    // the pair is gathered and not multiplied by.
    NDArray counts = each(weights).add(manager.eye(batch)).log(); // (N, N)
    NDArray partner =
        manager.arange(0, batch, 1, DataType.INT64, first.getDevice()).reshape(batch, 1);
    NDArray logits = first.matMul(second.transpose()).mul(logitScale); // (N, N)
    NDArray rows = logits.add(counts).logSoftmax(1).gather(partner, 1); // (N, 1)
    NDArray columns = logits.transpose().add(counts).logSoftmax(1).gather(partner, 1); // (N, 1)
    return rows.concat(columns, 0).mean().neg();
  }

  /**
   * The loss where all views are alike, the mean of ln(1 + n_i): less the loss, it is the bound on
   * I(U; V | Z).
   *
   * @return scalar, nats; at most ln N
   */
  public static NDArray uninformed(NDArray weights) {
    return each(weights).sum(new int[] {1}).add(1).log().mean();
  }

  /** How often each other example counts as a negative: n_i w_ij over the sum of w_ij. */
  private static NDArray each(NDArray weights) {
    NDArray sums = weights.sum(new int[] {1}, true); // (N, 1)
    NDArray squares = weights.square().sum(new int[] {1}, true); // (N, 1)
    NDArray number = weights.getManager().full(new Shape(1), NONE);
    return weights.mul(sums.div(squares.maximum(number)));
  }
}
