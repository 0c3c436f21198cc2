package dev.counterpoint.datasets.captioned.shard;

import dev.counterpoint.datasets.CounterpointException;

/** What was given for shards cannot be understood, or names none. */
public final class ShardSourceException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  ShardSourceException(String source, String problem, String remedy) {
    super("Shards \"%s\": %s".formatted(source, problem), remedy);
  }
}
