package dev.counterpoint.app.bench.worker;

import dev.counterpoint.app.bench.protocol.Figure;
import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.app.file.TemporaryFolder;
import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.IndexEntry;
import dev.counterpoint.inference.search.IndexWriter;
import java.util.SplittableRandom;

/** Searches an index of embeddings exactly, on one thread: the ten nearest of each query. */
public final class SearchWorker {

  private static final int WIDTH = 512;
  private static final int NEAREST = 10;

  /** The index names its model by a hash; there is none here. */
  private static final String MODEL = "0".repeat(64);

  private SearchWorker() {}

  /** Measures: {@code EMBEDDINGS SECONDS}; directions are equally likely, the worst case. */
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    SplittableRandom random = new SplittableRandom(1);
    try (TemporaryFolder folder = TemporaryFolder.create("bench");
        IndexWriter writer =
            new IndexWriter(folder.path().resolve("index"), MODEL, "noise", WIDTH)) {
      for (int i = 0; i < count; i++) {
        writer.add(IndexEntry.named("v" + i), direction(random));
      }
      EmbeddingIndex index = writer.finish();
      StepTimer timer = new StepTimer(Double.parseDouble(arguments[1]));
      double seconds = timer.time(() -> index.search(direction(random), NEAREST)).medianSeconds();
      System.out.println(new Figure(Quantity.QUERY, seconds * 1e3).line());
    }
  }

  private static float[] direction(SplittableRandom random) {
    float[] vector = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
