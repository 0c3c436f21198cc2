package dev.counterpoint.inference.search.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at every vector: the codes of all, then the float32 rows of those that can be among the
 * nearest. The answer is that of float32 rows alone, see {@link FixedPoint}.
 */
public final class ExactSearch {

  private final IndexLayout layout;
  private final MappedUnits codes;

  /** A search in codes that are laid out so. */
  public ExactSearch(IndexLayout layout, MappedUnits codes) {
    this.layout = layout;
    this.codes = codes;
  }

  /**
   * Rows that can be among the nearest.
   *
   * @param queries unit vectors; a block is read once for all of them
   * @return for each query, at least the {@code top} nearest
   */
  public List<int[]> candidates(List<float[]> queries, int top) {
    List<short[][]> pairs = queries.stream().map(this::pairs).toList();
    List<Candidates> found = new ArrayList<>();
    queries.forEach(q -> found.add(new Candidates(top, FixedPoint.bound(layout.width()))));
    short[] block = new short[layout.blockShorts()];
    int[] sums = new int[IndexLayout.BLOCK];
    for (int i = 0; i < layout.blocks(); i++) {
      codes.read(i, block);
      int first = i * IndexLayout.BLOCK;
      int rows = (int) Math.min(IndexLayout.BLOCK, layout.count() - first);
      for (int q = 0; q < pairs.size(); q++) {
        Arrays.fill(sums, 0);
        short[][] query = pairs.get(q);
        for (int pair = 0; pair < query.length; pair++) {
          addProducts(block, pair * IndexLayout.BLOCK * 2, query[pair], sums);
        }
        found.get(q).offer(first, sums, rows);
      }
    }
    return found.stream().map(Candidates::rows).toList();
  }

  /** Each pair of the query as often as there are rows, as the instruction for pairs wants it. */
  private short[][] pairs(float[] query) {
    short[][] pairs = new short[layout.pairs()][IndexLayout.BLOCK * 2];
    for (int pair = 0; pair < pairs.length; pair++) {
      short even = FixedPoint.of(query[2 * pair]);
      short odd = 2 * pair + 1 < query.length ? FixedPoint.of(query[2 * pair + 1]) : 0;
      for (int row = 0; row < IndexLayout.BLOCK; row++) {
        pairs[pair][2 * row] = even;
        pairs[pair][2 * row + 1] = odd;
      }
    }
    return pairs;
  }

  /** The compiler knows this form, and only this, as pmaddwd; see EmbeddingSearchBenchmark. */
  private static void addProducts(short[] block, int at, short[] query, int[] sums) {
    for (int row = 0; row < sums.length; row++) {
      sums[row] +=
          (block[2 * row + at] * query[2 * row]) + (block[2 * row + at + 1] * query[2 * row + 1]);
    }
  }
}
