package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.CounterpointException;

/**
 * A shard is gone, or is not the file that was opened. This stops a training, which would otherwise
 * go on with other data than it says.
 */
public final class ShardChangedException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  ShardChangedException(String shard, String problem, Throwable cause) {
    super(
        "The shard %s %s since it was opened".formatted(shard, problem),
        "Put the file back as it was and resume the run: it goes on from its last checkpoint.",
        cause);
  }
}
