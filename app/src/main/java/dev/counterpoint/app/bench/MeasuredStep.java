package dev.counterpoint.app.bench;

import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.learner.Learner;
import java.util.Properties;

/** A training step of ours that is measured, with all that the peer needs to take the same. */
interface MeasuredStep extends AutoCloseable {

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

  /** What the peer makes its network and optimizer by. */
  Properties settings();

  @Override
  void close();
}
