package dev.counterpoint.inference.search;

import dev.counterpoint.inference.search.approximate.ApproximateIndex;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * How long searching takes, on one thread; not a test. The vectors are noise, which no search can
 * take a short cut through, and for the graph noise around centres, as embeddings of pictures are.
 *
 * <p>Arguments: {@code exact}, or {@code graph VECTORS WIDTH}.
 */
public final class EmbeddingSearchBenchmark {

  private static final int VECTORS = 100_000;
  private static final int ROUNDS = 200;
  private static final int TOP = 10;

  private EmbeddingSearchBenchmark() {}

  /** Prints milliseconds a query. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("search");
    if (arguments[0].equals("exact")) {
      for (int width : new int[] {128, 256, 512}) {
        exact(TestIndexes.noise(folder.resolve("exact-" + width), VECTORS, width, 1));
      }
    } else {
      int count = Integer.parseInt(arguments[1]);
      int width = Integer.parseInt(arguments[2]);
      graph(TestIndexes.clusters(folder.resolve("graph"), count, width, 1000, 1));
    }
  }

  private static void exact(EmbeddingIndex index) {
    List<float[]> queries = TestIndexes.directions(16, index.width(), 2);
    times(index, "one query", 1, i -> index.search(queries.get(i % queries.size()), TOP));
    times(index, "16 queries at once, each", queries.size(), i -> index.search(queries, TOP));
  }

  private static void graph(EmbeddingIndex index) {
    long begin = System.nanoTime();
    try (ApproximateIndex graph = ApproximateIndex.openOrBuild(index)) {
      System.out.printf(
          "graph of %d x %d: built in %.0f s, recall@10 %.3f%n",
          index.size(), index.width(), (System.nanoTime() - begin) / 1e9, graph.recall());
      Random random = new Random(3);
      times(index, "graph", 1, i -> graph.search(index.vector(random.nextInt(index.size())), TOP));
    }
    Random random = new Random(3);
    times(index, "exact", 1, i -> index.search(index.vector(random.nextInt(index.size())), TOP));
  }

  private static void times(EmbeddingIndex index, String what, int queries, IntConsumer search) {
    double[] millis = new double[ROUNDS];
    double[] ofProcessor = new double[ROUNDS];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = -ROUNDS / 2; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      long processor = threads.getCurrentThreadCpuTime();
      search.accept(i + ROUNDS);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - begin) / 1e6 / queries;
        ofProcessor[i] = (threads.getCurrentThreadCpuTime() - processor) / 1e6 / queries;
      }
    }
    Arrays.sort(millis);
    Arrays.sort(ofProcessor);
    // On a busy machine only the processor's time says what a search costs.
    System.out.printf(
        "%d x %d, %s: p50 %.2f ms, p95 %.2f ms; of one processor p50 %.2f ms, p95 %.2f ms%n",
        index.size(),
        index.width(),
        what,
        millis[ROUNDS / 2],
        millis[ROUNDS * 95 / 100],
        ofProcessor[ROUNDS / 2],
        ofProcessor[ROUNDS * 95 / 100]);
  }
}
