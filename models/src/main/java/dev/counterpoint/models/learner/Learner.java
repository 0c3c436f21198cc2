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

  @Override
  default void close() {
    network().close();
  }
}
