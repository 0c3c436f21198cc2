package dev.counterpoint.models.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * What a contrastive objective makes of examples of a batch that mean the same: several captions of
 * a picture, or several pictures with one caption.
 *
 * <p>Plain contrast calls them negatives of one another. That is why small data sticks near ln B:
 * of B examples with K different captions, about g = B / K have the same one, and nothing that a
 * caption says tells which of these pictures is its own. No model has a loss below the mean of ln g
 * there, about ln(B / K), which is near ln B where K is small; what can be learned is at most the
 * ln K between the two. Meanwhile captions that are alike but not equal are pushed away from the
 * pictures that they fit.
 */
public enum Repeats {

  /** Examples that mean the same are negatives of one another, as in the papers. */
  KEEP,

  /**
   * The target is spread evenly over the group: each member is as right as the partner. The
   * smallest loss stays the mean of ln g. Where the members of a group have the very same caption,
   * and hence the same embedding, value and gradient of the two softmax losses are those of {@link
   * #KEEP}; it differs where they are only alike, and for {@link SigLip} always.
   */
  SHARE,

  /**
   * Members of the group other than the partner are left out: neither right nor wrong. The smallest
   * loss is 0.
   */
  MASK;

  /**
   * Which examples mean the same.
   *
   * @param groups {@code (N)} int64
   * @param examples N
   * @return {@code (N, N)} float32: 1 where the groups are equal, the diagonal included; else 0
   * @throws IllegalArgumentException if there are no groups, or not one for each example
   */
  static NDArray same(NDArray groups, long examples, Object objective) {
    if (groups == null) {
      throw new IllegalArgumentException(
          objective
              + " needs to know which examples mean the same, but the batch has no modality 'group'."
              + " Give it one, (N) int64, or use "
              + KEEP);
    }
    if (!groups.getShape().equals(new Shape(examples)) || groups.getDataType() != DataType.INT64) {
      throw new IllegalArgumentException(
          "groups: expected (%d) int64, found %s %s"
              .formatted(examples, groups.getShape(), groups.getDataType()));
    }
    return groups
        .reshape(examples, 1)
        .eq(groups.reshape(1, examples))
        .toType(DataType.FLOAT32, false);
  }
}
