package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.network.Network;
import java.util.Map;

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
   * What tells how the training goes beside the loss, as it stands: a learned {@code logitScale},
   * for instance. Read at metrics lines.
   *
   * @param manager owner of the results
   * @return scalars, {@code (1)}, by name; the names are the same at every step
   */
  default Map<String, NDArray> scalars(NDManager manager) {
    return Map.of();
  }

  @Override
  default void close() {
    network().close();
  }
}
