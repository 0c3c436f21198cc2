package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * SigLIP's pairwise sigmoid loss: each of the N x N pairs is a question of its own, whether it
 * belongs together, and needs no sum over the batch (Zhai et al. 2023, "Sigmoid Loss for Language
 * Image Pre-Training", equation 1; the sign of the bias is that of their algorithm 1).
 *
 * <p>{@code -1/N sum_ij w_ij log sigmoid(z_ij (scale cos_ij + bias))} with z = 1 for pairs that
 * belong together and -1 for others. Almost all pairs are others, so the bias begins at -10 and the
 * scale at 10: {@link PairLoss#sigLip}.
 *
 * <p>Repeated captions contradict one another here: the same question has the answer yes once and
 * no g - 1 times. {@link Repeats#SHARE} makes all pairs of a group belong together, with the weight
 * 1 / g each, so that an example's positives weigh as much as one; {@link Repeats#MASK} asks about
 * the partner only.
 *
 * @param repeats what examples are to one another that mean the same
 */
public record SigLip(Repeats repeats) implements PairObjective {

  @Override
  public NDArray loss(NDArray first, NDArray second, NDArray groups, NDArray scale, NDArray bias) {
    long batch = first.getShape().get(0);
    NDManager manager = first.getManager();
    NDArray logits = first.matMul(second.transpose()).mul(scale); // (N, N)
    if (bias != null) {
      logits = logits.add(bias);
    }
    NDArray one = manager.full(new Shape(1), 1f);
    NDArray partner = manager.eye((int) batch);
    NDArray together = partner;
    NDArray weight = null;
    if (repeats != Repeats.KEEP) {
      NDArray same = Repeats.same(groups, batch, this);
      if (repeats == Repeats.MASK) {
        weight = partner.sub(same).add(one);
      } else {
        together = same;
        weight = same.div(same.sum(new int[] {1}, true)).sub(same).add(one);
      }
    }
    NDArray sign = together.add(together).sub(one); // 1 or -1
    NDArray losses = logits.mul(sign).neg().getNDArrayInternal().softPlus(); // (N, N)
    if (weight != null) {
      losses = losses.mul(weight);
    }
    return losses.sum(new int[] {1}).mean();
  }
}
