package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.network.Network;

/** A method as the training loop sees it: a network and the loss of a batch. */
public interface Learner extends AutoCloseable {

  /** What is trained. */
  Network network();

  /**
   * The loss of a batch, with the graph that leads back to the parameters.
   *
   * @return scalar, nats
   */
  NDArray loss(Batch batch);

  /** Called after each step of the optimizer, for bounds on parameters. */
  default void afterStep() {}

  /**
   * Features of pictures: what the image encoder gives, before any projection; no graph, running
   * statistics.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @return {@code (N, F)} float32
   */
  NDArray encode(NDArray pictures);

  /**
   * From features to the space that the loss compares; no graph.
   *
   * @param features {@code (N, F)} as {@link #encode} gives them
   * @return {@code (N, D)}: rows of length one for contrastive methods, scores of the classes for
   *     the supervised one
   */
  NDArray project(NDArray features);

  /** What it makes of pictures, as one block for export. */
  ImageGraph imageGraph();

  @Override
  default void close() {
    network().close();
  }
}
