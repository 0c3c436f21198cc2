package dev.counterpoint.datasets.text.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From words to tokens by the merges of a byte-level BPE in CLIP's form: the last byte of a word is
 * a symbol of its own, the merge of least rank goes first, the leftmost of equal ones. Safe for
 * several threads.
 */
public final class WordEncoder {

  /** Words that are remembered; with their tokens some 50 MB. */
  private static final int MOST_REMEMBERED = 1 << 18;

  private static final int LONGEST_REMEMBERED = 48;

  /** Below this the quadratic search for the next merge beats a queue. */
  private static final int SHORT = 64;

  private final int[] bytes;
  private final int[] lastBytes;
  private final MergeTable merges;
  private final ConcurrentHashMap<String, int[]> remembered = new ConcurrentHashMap<>();

  /**
   * An encoder.
   *
   * @param bytes 256 ids of the bytes inside a word
   * @param lastBytes 256 ids of the bytes at a word's end
   */
  public WordEncoder(int[] bytes, int[] lastBytes, MergeTable merges) {
    this.bytes = bytes;
    this.lastBytes = lastBytes;
    this.merges = merges;
  }

  /** The tokens of a word, at least one; do not change. */
  public int[] tokens(String word) {
    int[] known = remembered.get(word);
    if (known != null) {
      return known;
    }
    int[] tokens = merged(word);
    if (word.length() <= LONGEST_REMEMBERED && remembered.size() < MOST_REMEMBERED) {
      remembered.put(word, tokens);
    }
    return tokens;
  }

  private int[] merged(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[utf8.length];
    for (int i = 0; i < utf8.length; i++) {
      symbols[i] = bytes[utf8[i] & 0xFF];
    }
    symbols[utf8.length - 1] = lastBytes[utf8[utf8.length - 1] & 0xFF];
    return symbols.length <= SHORT ? mergedBySearch(symbols) : mergedByQueue(symbols);
  }

  private int[] mergedBySearch(int[] symbols) {
    int length = symbols.length;
    while (true) {
      int best = -1;
      int at = 0;
      for (int i = 0; i + 1 < length; i++) {
        int found = merges.find(symbols[i], symbols[i + 1]);
        if (found >= 0 && (best < 0 || merges.rank(found) < merges.rank(best))) {
          best = found;
          at = i;
        }
      }
      if (best < 0) {
        return Arrays.copyOf(symbols, length);
      }
      symbols[at] = merges.result(best);
      System.arraycopy(symbols, at + 2, symbols, at + 1, length - at - 2);
      length--;
    }
  }

  /** A word of a million letters takes n log n steps. */
  private int[] mergedByQueue(int[] symbols) {
    int length = symbols.length;
    int[] next = new int[length];
    int[] previous = new int[length];
    for (int i = 0; i < length; i++) {
      next[i] = i + 1 < length ? i + 1 : -1;
      previous[i] = i - 1;
    }
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (int i = 0; i + 1 < length; i++) {
      offer(queue, symbols, i, i + 1);
    }
    int left = length;
    while (!queue.isEmpty()) {
      Candidate candidate = queue.poll();
      int at = candidate.at();
      int follower = symbols[at] < 0 ? -1 : next[at];
      // What was joined since has made this one void.
      if (follower < 0 || merges.find(symbols[at], symbols[follower]) != candidate.merge()) {
        continue;
      }
      symbols[at] = merges.result(candidate.merge());
      symbols[follower] = -1;
      next[at] = next[follower];
      left--;
      if (next[at] >= 0) {
        previous[next[at]] = at;
        offer(queue, symbols, at, next[at]);
      }
      if (previous[at] >= 0) {
        offer(queue, symbols, previous[at], at);
      }
    }
    int[] tokens = new int[left];
    for (int i = 0, t = 0; i >= 0; i = next[i]) {
      tokens[t++] = symbols[i];
    }
    return tokens;
  }

  private void offer(PriorityQueue<Candidate> queue, int[] symbols, int at, int follower) {
    int merge = merges.find(symbols[at], symbols[follower]);
    if (merge >= 0) {
      queue.add(new Candidate(merges.rank(merge), at, merge));
    }
  }

  private record Candidate(int rank, int at, int merge) implements Comparable<Candidate> {

    @Override
    public int compareTo(Candidate other) {
      return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
    }
  }
}
