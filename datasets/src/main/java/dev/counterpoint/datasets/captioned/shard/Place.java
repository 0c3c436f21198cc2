package dev.counterpoint.datasets.captioned.shard;

/**
 * Where a file of an example lies within its shard.
 *
 * @param offset of its content in bytes
 * @param size in bytes; {@link Integer#MAX_VALUE} also stands for more
 */
record Place(long offset, int size) {}
