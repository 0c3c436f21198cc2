package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Contrast by label over the union of modalities: every two embeddings with one label are a
 * positive pair, within a modality and across (Kontras et al. 2024, "Multimodal Fusion Balancing
 * Through Game-Theoretic Regularization", equation 9, as their code computes it, at temperature
 * 0.5).
 *
 * <p>The mean over positive pairs (a, p) of {@code -log(exp s_ap / (exp s_ap + sum_n exp s_an))}, s
 * the scaled cosine, n over the embeddings with other labels. Other positives of the anchor are not
 * in its denominator, which is where it differs from Khosla et al. 2020, "Supervised Contrastive
 * Learning". Without other labels in the batch, or without a positive pair, the loss is 0.
 */
public final class SupervisedContrast implements PairObjective {

  /** Takes an embedding out of the denominator; exp of it is zero at any temperature in use. */
  private static final float NEVER = -1e9f;

  /** The loss over both modalities together; the groups are the labels, and must be there. */
  @Override
  public NDArray loss(NDArray first, NDArray second, NDArray groups, NDArray scale, NDArray bias) {
    if (groups == null) {
      throw new IllegalArgumentException(
          "SupervisedContrast takes the groups for labels, but the batch has no modality 'group'."
              + " Give it one, (N) int64");
    }
    return loss(first.concat(second, 0), groups.concat(groups, 0), scale);
  }

  /**
   * The loss of embeddings of any number of modalities, one after another.
   *
   * @param embeddings {@code (M, D)} rows of length one
   * @param labels {@code (M)} int64
   * @param scale scalar, one over the temperature
   * @return scalar, nats
   * @throws IllegalArgumentException if the labels are not {@code (M)} int64
   */
  public static NDArray loss(NDArray embeddings, NDArray labels, NDArray scale) {
    long rows = embeddings.getShape().get(0);
    NDManager manager = embeddings.getManager();
    NDArray same = Repeats.same(labels, rows, "SupervisedContrast"); // (M, M)
    NDArray positive = same.sub(manager.eye((int) rows));
    NDArray scores = embeddings.matMul(embeddings.transpose()).mul(scale); // (M, M)
    NDArray others = scores.add(same.mul(manager.full(new Shape(1), NEVER)));
    // Shifted by the largest, which cancels, so that exp stays finite at any temperature.
    NDArray largest = others.max(new int[] {1}, true).stopGradient(); // (M, 1)
    NDArray negatives = others.sub(largest).exp().sum(new int[] {1}, true).log().add(largest);
    NDArray losses = scores.sub(negatives).neg().getNDArrayInternal().softPlus();
    NDArray pairs = positive.sum().maximum(manager.full(new Shape(1), 1f));
    return losses.mul(positive).sum().div(pairs).sum();
  }
}
