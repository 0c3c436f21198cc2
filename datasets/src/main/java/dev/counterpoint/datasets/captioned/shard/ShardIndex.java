package dev.counterpoint.datasets.captioned.shard;

import java.util.Arrays;

/**
 * What opening a set of shards has found.
 *
 * @param keys by example
 * @param pictures by example
 * @param texts {@code .txt}, by example
 * @param records {@code .json}, by example
 * @param labels {@code .cls}, by example
 * @param starts the first example of each shard, then the number of examples
 * @param fingerprint over names, sizes and texts
 */
record ShardIndex(
    Keys keys,
    Places pictures,
    Places texts,
    Places records,
    Places labels,
    int[] starts,
    String fingerprint) {

  int size() {
    return keys.size();
  }

  /** The number of the shard that holds an example. */
  int shard(int example) {
    int found = Arrays.binarySearch(starts, example);
    return found >= 0 ? found : -found - 2;
  }
}
