package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

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

  /** Below all scores at any temperature in use. */
  private static final float NEVER = -1e9f;

  /** Far below the one 1 that a sum of exponentials has at least. */
  private static final float LEAST = 1e-30f;

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
    NDManager manager = embeddings.getManager();
    try (NDManager scratch = manager.newSubManager()) {
      NDArray vectors = embeddings.stopGradient();
      NDArray sharpness = scale.stopGradient();
      scratch.attachAll(vectors, sharpness);
      Pairs pairs = new Pairs(vectors, labels, sharpness);
      NDArray value = pairs.loss();
      NDArray byScore = pairs.gradient();
      // Of every score twice: it is that of two embeddings.
      NDArray byEmbedding = byScore.add(byScore.transpose()).matMul(vectors).muli(sharpness);
      NDArray byScale = byScore.muli(pairs.scores).sum().div(sharpness);
      manager.attachAll(value, byEmbedding, byScale);
      NDArray loss = KnownGradient.add(value, embeddings, byEmbedding);
      return KnownGradient.add(loss, scale, byScale);
    }
  }

  /** All pairs of embeddings, as constants, {@code (M, M)}. */
  private static final class Pairs {

    private final NDArray scores;
    private final NDArray positive;
    private final NDArray exponentials;
    private final NDArray sums;
    private final NDArray margins;
    private final NDArray count;

    Pairs(NDArray embeddings, NDArray labels, NDArray scale) {
      NDManager manager = embeddings.getManager();
      long rows = embeddings.getShape().get(0);
      scores = embeddings.mul(scale).matMul(embeddings.transpose());
      NDArray same = Repeats.same(labels, rows, "SupervisedContrast");
      same.attach(manager);
      positive = same.sub(manager.eye((int) rows));
      count = positive.sum().maximum(manager.full(new Shape(1), 1f));
      NDArray others = same.mul(manager.full(new Shape(1), NEVER)).addi(scores);
      // Shifted by the largest, which cancels, so that exp stays finite at any temperature. Those
      // that do not count are taken out afterwards: exp is slow where it underflows.
      NDArray largest = others.max(new int[] {1}, true);
      NDArray none = manager.full(new Shape(1), 0f);
      exponentials = scores.sub(largest).minimum(none).exp();
      exponentials.subi(exponentials.mul(same));
      // Not 0 where there are none, as it divides.
      sums = exponentials.sum(new int[] {1}, true).maximum(manager.full(new Shape(1), LEAST));
      margins = sums.log().add(largest).sub(scores);
    }

    NDArray loss() {
      return margins.getNDArrayInternal().softPlus().muli(positive).sum().div(count).sum();
    }

    /** Of the loss by the scores. */
    NDArray gradient() {
      NDArray wrong = Activation.sigmoid(margins).muli(positive).divi(count);
      NDArray pushed = wrong.sum(new int[] {1}, true).div(sums);
      return exponentials.mul(pushed).subi(wrong);
    }
  }
}
