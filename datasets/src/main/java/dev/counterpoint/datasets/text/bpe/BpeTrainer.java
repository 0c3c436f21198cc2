package dev.counterpoint.datasets.text.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns a byte-level BPE vocabulary from captions (Sennrich et al. 2016, on bytes as Radford et
 * al. 2019, with words as CLIP has them).
 *
 * <p>Again and again the pair of neighbouring tokens that is most frequent becomes a token. Of
 * equally frequent pairs the one whose left token is older goes first, then the one whose right
 * token is; bytes are older than what is joined, and among themselves in the order of their value,
 * those inside of a word before those at its end. A pair that would spell a token that there is
 * already is left alone. So the result depends on how often each word occurs and on nothing else:
 * neither on the order of the captions nor on threads.
 *
 * <p>Any text can be written with the result, for each byte is a token. Words of more than 128
 * characters are not learned from. Memory follows the number of distinct words.
 */
public final class BpeTrainer {

  private final BpeSettings settings;
  private final int threads;

  /** A trainer that counts words with as many threads as there are processors. */
  public BpeTrainer(BpeSettings settings) {
    this(settings, Runtime.getRuntime().availableProcessors());
  }

  /**
   * A trainer.
   *
   * @param threads that count words, at least 1; joining pairs takes one
   * @throws IllegalArgumentException if there is no thread
   */
  public BpeTrainer(BpeSettings settings, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
    }
    this.settings = settings;
    this.threads = threads;
  }

  /**
   * Learns from captions; reads each once.
   *
   * @param captions any texts; read by one thread at a time, not always the same
   * @return a Hugging Face tokenizer.json, for {@code CaptionTokenizer.parse} and for files
   * @throws IllegalArgumentException if there is no word in the captions
   */
  public byte[] train(Iterator<String> captions) {
    Map<String, Long> counts =
        WordCounts.of(captions, new CaptionWords(settings.lowerCase()), threads);
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("there is no word to learn from in the captions");
    }
    Training training = new Training(counts);
    return TokenizerWriter.write(settings, training.run());
  }

  /** Two tokens that become one; ids below 512 are bytes, then merges in their order. */
  record Merge(int left, int right) {}

  private static final class Pair {
    final long ids;
    long count;
    long queued;
    int[] words = new int[2];
    int occurrences;

    Pair(long ids) {
      this.ids = ids;
    }

    void add(int word, long frequency) {
      count += frequency;
      // The words of a pair may name one twice, or one that has lost the pair since.
      if (occurrences == 0 || words[occurrences - 1] != word) {
        if (occurrences == words.length) {
          words = Arrays.copyOf(words, 2 * occurrences);
        }
        words[occurrences++] = word;
      }
    }

    int left() {
      return (int) (ids >>> 32);
    }

    int right() {
      return (int) ids;
    }
  }

  private record Candidate(long count, Pair pair) implements Comparable<Candidate> {

    @Override
    public int compareTo(Candidate other) {
      return count != other.count
          ? Long.compare(other.count, count)
          : Long.compare(pair.ids, other.pair.ids);
    }
  }

  private final class Training {

    private final int[][] words;
    private final long[] frequencies;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
    private final List<Pair> grown = new ArrayList<>();
    private final List<String> spellings = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    Training(Map<String, Long> counts) {
      words = new int[counts.size()][];
      frequencies = new long[words.length];
      for (int b = 0; b < 2 * ByteAlphabet.SIZE; b++) {
        spellings.add(TokenizerWriter.byteToken(b));
      }
      int w = 0;
      for (Map.Entry<String, Long> entry : counts.entrySet()) {
        byte[] utf8 = entry.getKey().getBytes(StandardCharsets.UTF_8);
        int[] symbols = new int[utf8.length];
        for (int i = 0; i < utf8.length; i++) {
          symbols[i] = (utf8[i] & 0xFF) + (i + 1 == utf8.length ? ByteAlphabet.SIZE : 0);
        }
        words[w] = symbols;
        frequencies[w] = entry.getValue();
        for (int i = 0; i + 1 < symbols.length; i++) {
          grow(symbols[i], symbols[i + 1], w);
        }
        w++;
      }
    }

    List<Merge> run() {
      queueGrown();
      List<Merge> merges = new ArrayList<>();
      while (merges.size() < settings.mostMerges() && !queue.isEmpty()) {
        Candidate best = queue.poll();
        Pair pair = best.pair();
        if (pair.queued != best.count()) {
          continue;
        }
        if (pair.count != best.count()) {
          enqueue(pair);
          continue;
        }
        String spelling = spellings.get(pair.left()) + spellings.get(pair.right());
        if (!known.add(spelling)) {
          continue;
        }
        int id = spellings.size();
        spellings.add(spelling);
        merges.add(new Merge(pair.left(), pair.right()));
        for (int i = 0; i < pair.occurrences; i++) {
          join(pair, pair.words[i], id);
        }
        pairs.remove(pair.ids);
        queueGrown();
      }
      return merges;
    }

    /** Joins the pair wherever it is in a word, from left to right. */
    private void join(Pair pair, int w, int id) {
      int[] symbols = words[w];
      long frequency = frequencies[w];
      int kept = 0;
      for (int i = 0; i < symbols.length; i++) {
        boolean here =
            i + 1 < symbols.length && symbols[i] == pair.left() && symbols[i + 1] == pair.right();
        if (!here) {
          symbols[kept++] = symbols[i];
          continue;
        }
        if (kept > 0) {
          shrink(symbols[kept - 1], symbols[i], frequency);
          grow(symbols[kept - 1], id, w);
        }
        if (i + 2 < symbols.length) {
          shrink(symbols[i + 1], symbols[i + 2], frequency);
          grow(id, symbols[i + 2], w);
        }
        symbols[kept++] = id;
        i++;
      }
      if (kept < symbols.length) {
        words[w] = Arrays.copyOf(symbols, kept);
      }
    }

    private void grow(int left, int right, int w) {
      Pair pair = pairs.computeIfAbsent(MergeTable.pair(left, right), Pair::new);
      if (pair.queued >= 0) {
        pair.queued = -1;
        grown.add(pair);
      }
      pair.add(w, frequencies[w]);
    }

    private void shrink(int left, int right, long frequency) {
      Pair pair = pairs.get(MergeTable.pair(left, right));
      if (pair != null) {
        pair.count -= frequency;
        if (pair.count == 0) {
          pairs.remove(pair.ids);
        }
      }
    }

    private void queueGrown() {
      grown.forEach(this::enqueue);
      grown.clear();
    }

    private void enqueue(Pair pair) {
      pair.queued = pair.count;
      if (pair.count >= settings.minimumFrequency()) {
        queue.add(new Candidate(pair.count, pair));
      }
    }
  }
}
