package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.counterpoint.datasets.Batch;

/**
 * A method whose loss compares examples with one another, in two halves: each example is
 * represented on its own, then the representations of the whole batch are contrasted. Between the
 * two a step may cut: what is represented in parts and contrasted as a whole has the gradients of
 * the whole batch (gradient caching, Gao et al. 2021, "Scaling Deep Contrastive Learning Batch Size
 * under Memory Limited Setup"). That holds where an encoder treats each example alone, so not for
 * BatchNorm in training, whose statistics would be those of a part.
 */
public interface ContrastiveLearner extends Learner {

  /**
   * Represents examples, with the graph that leads back to the encoders.
   *
   * @param part some examples of a batch, or all
   * @return arrays of {@code (N, D)}, row i of example i; how many and in what order is the
   *     learner's affair
   */
  NDList represent(Batch part);

  /**
   * The loss of a batch from its representations, with the graph that leads back to them and to the
   * parameters of the objective.
   *
   * @param representations as {@link #represent} gives them, of all examples in the batch's order
   * @param whole the batch; labels and groups are read of it, never its pictures or captions
   * @return scalar, nats
   */
  NDArray contrast(NDList representations, Batch whole);

  @Override
  default NDArray loss(Batch batch) {
    return contrast(represent(batch), batch);
  }
}
