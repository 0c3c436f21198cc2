package dev.counterpoint.datasets.text.bpe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How often each word occurs in captions, counted by several threads; the sums are the same. */
final class WordCounts {

  /** Longer words teach nothing: base64, rows of signs, text without spaces. */
  private static final int LONGEST = 128;

  private static final int BATCH = 4_096;

  private final CaptionWords words;
  private final Iterator<String> captions;

  private WordCounts(CaptionWords words, Iterator<String> captions) {
    this.words = words;
    this.captions = captions;
  }

  /** Counts all words of the captions. */
  static Map<String, Long> of(Iterator<String> captions, CaptionWords words, int threads) {
    WordCounts counting = new WordCounts(words, captions);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Map<String, long[]>>> parts = new ArrayList<>();
      Callable<Map<String, long[]>> part = counting::countBatches;
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(part));
      }
      Map<String, Long> sums = new HashMap<>();
      for (Future<Map<String, long[]>> counted : parts) {
        counted.get().forEach((word, count) -> sums.merge(word, count[0], Long::sum));
      }
      return sums;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while words were counted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private Map<String, long[]> countBatches() {
    Map<String, long[]> counts = new HashMap<>();
    for (List<String> batch = next(); !batch.isEmpty(); batch = next()) {
      for (String caption : batch) {
        words.split(
            caption,
            word -> {
              if (word.length() <= LONGEST) {
                counts.computeIfAbsent(word, w -> new long[1])[0]++;
              }
            });
      }
    }
    return counts;
  }

  private List<String> next() {
    synchronized (captions) {
      List<String> batch = new ArrayList<>(BATCH);
      while (batch.size() < BATCH
          && !Thread.currentThread().isInterrupted()
          && captions.hasNext()) {
        batch.add(captions.next());
      }
      return batch;
    }
  }
}
