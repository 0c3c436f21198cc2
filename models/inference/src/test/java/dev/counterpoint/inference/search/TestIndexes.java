package dev.counterpoint.inference.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Indexes of vectors by chance. */
public final class TestIndexes {

  /** The identity of a model that nobody made. */
  public static final String MODEL = "ab".repeat(32);

  private TestIndexes() {}

  /** Directions that are equally likely. */
  public static List<float[]> directions(int count, int width, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> normal(random, width)).toList();
  }

  /** An index of directions that are equally likely; its ids are {@code v0}, {@code v1}. */
  public static EmbeddingIndex noise(Path file, int count, int width, long seed) {
    Random random = new Random(seed);
    return write(file, count, width, i -> normal(random, width));
  }

  /** An index of vectors around centres. */
  public static EmbeddingIndex clusters(Path file, int count, int width, int centres, long seed) {
    Random random = new Random(seed);
    List<float[]> middle = new ArrayList<>(directions(centres, width, seed + 1));
    return write(
        file,
        count,
        width,
        i -> {
          float[] vector = normal(random, width);
          float[] centre = middle.get(random.nextInt(centres));
          for (int k = 0; k < width; k++) {
            vector[k] += centre[k];
          }
          return vector;
        });
  }

  /** An index of given vectors. */
  public static EmbeddingIndex of(Path file, List<float[]> vectors) {
    return write(file, vectors.size(), vectors.get(0).length, vectors::get);
  }

  private static EmbeddingIndex write(
      Path file, int count, int width, java.util.function.IntFunction<float[]> vectors) {
    try (IndexWriter writer = new IndexWriter(file, MODEL, "noise", width)) {
      for (int i = 0; i < count; i++) {
        writer.add(IndexEntry.named("v" + i), vectors.apply(i));
      }
      return writer.finish();
    }
  }

  private static float[] normal(Random random, int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
