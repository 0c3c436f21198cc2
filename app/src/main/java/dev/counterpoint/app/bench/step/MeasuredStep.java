package dev.counterpoint.app.bench.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.models.learner.Learner;
import java.util.Properties;

/** A training step of ours that is measured, with all that the peer needs to take the same. */
public interface MeasuredStep extends AutoCloseable {

  /** Takes one step. */
  void take();

  /** Takes one step and waits for its loss. */
  float takeForLoss();

  /** What is trained. */
  Learner learner();

  /** What changes its parameters. */
  TimedOptimizer optimizer();

  /** The batch of every step, or null where each step has its own. */
  Batch fixedBatch();

  /** Writes the one batch for the peer. */
  default void write(Exchange exchange) {
    exchange.write(Exchange.IMAGES, floats(fixedBatch().get(Modality.IMAGE)));
    exchange.write(Exchange.CAPTIONS, floats(fixedBatch().get(Modality.CAPTION)));
  }

  /** Also of whole numbers, which are small. */
  static float[] floats(NDArray array) {
    try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
      return floats.toFloatArray();
    }
  }

  /** What the peer makes its network and optimizer by. */
  Properties settings();

  @Override
  void close();
}
