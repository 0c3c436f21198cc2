package dev.counterpoint.inference.search.approximate;

import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many of the nearest an approximate search finds, beside the exact one. */
final class Recall {

  /** Nearest that are compared, as the field does: recall@10. */
  static final int AT = 10;

  private static final int QUERIES = 100;
  private static final long SEED = 20_240_611;

  private Recall() {}

  /** Queries between two vectors of the index each, so that none is one of its vectors. */
  static List<float[]> queries(EmbeddingIndex index) {
    Random random = new Random(SEED);
    List<float[]> queries = new ArrayList<>(QUERIES);
    while (queries.size() < QUERIES) {
      float[] query = index.vector(random.nextInt(index.size()));
      float[] other = index.vector(random.nextInt(index.size()));
      for (int i = 0; i < query.length; i++) {
        // Not half-way: opposite vectors would have no direction there.
        query[i] = 0.6f * query[i] + 0.4f * other[i];
      }
      queries.add(query);
    }
    return queries;
  }

  /** The mean share of the {@value #AT} nearest that the search finds, 0 to 1. */
  static double of(EmbeddingIndex index, Function<float[], List<Match>> approximate) {
    List<float[]> queries = queries(index);
    List<List<Match>> exact = index.search(queries, AT);
    double sum = 0;
    for (int i = 0; i < queries.size(); i++) {
      Set<Integer> truth = exact.get(i).stream().map(Match::row).collect(Collectors.toSet());
      long found =
          approximate.apply(queries.get(i)).stream().filter(m -> truth.contains(m.row())).count();
      sum += (double) found / truth.size();
    }
    return sum / queries.size();
  }
}
