package dev.counterpoint.datasets.text.bpe;

import java.util.Arrays;

/** Which neighbouring tokens join, in which order, and to what: a hash table without boxes. */
public final class MergeTable {

  private static final long FREE = -1;

  private final long[] pairs;
  private final int[] ranks;
  private final int[] results;
  private final int mask;

  /** A table for at most so many merges. */
  public MergeTable(int merges) {
    int size = Integer.highestOneBit(Math.max(8, merges)) << 2;
    pairs = new long[size];
    ranks = new int[size];
    results = new int[size];
    mask = size - 1;
    Arrays.fill(pairs, FREE);
  }

  /** Enters a merge; a later one of the same pair takes its place. */
  public void put(int left, int right, int rank, int result) {
    int slot = slot(pair(left, right));
    pairs[slot] = pair(left, right);
    ranks[slot] = rank;
    results[slot] = result;
  }

  /**
   * The two tokens that each token was joined of, by the earliest merge that makes it; null for
   * tokens that no merge makes.
   *
   * @param tokens how many there are, above every result
   */
  public int[][] parts(int tokens) {
    int[][] parts = new int[tokens][];
    int[] rankOf = new int[tokens];
    for (int slot = 0; slot < pairs.length; slot++) {
      int result = results[slot];
      if (pairs[slot] != FREE && (parts[result] == null || ranks[slot] < rankOf[result])) {
        parts[result] = new int[] {(int) (pairs[slot] >>> 32), (int) pairs[slot]};
        rankOf[result] = ranks[slot];
      }
    }
    return parts;
  }

  /** Where the pair's merge is, or a negative number if the two do not join. */
  int find(int left, int right) {
    int slot = slot(pair(left, right));
    return pairs[slot] == FREE ? -1 : slot;
  }

  int rank(int slot) {
    return ranks[slot];
  }

  int result(int slot) {
    return results[slot];
  }

  static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  private int slot(long pair) {
    long mixed = pair * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed ^ mixed >>> 32) & mask;
    while (pairs[slot] != FREE && pairs[slot] != pair) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
