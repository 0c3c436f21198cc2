package dev.counterpoint.models.retrieval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Captions find pictures and pictures find captions, by cosine. Scores are computed block by block:
 * the memory is that of the embeddings and of one block, whatever the number of pairs.
 */
public final class Retrieval {

  /**
   * Cosines that are nearer than this are equal: a product of float rows of length one carries no
   * more, and its last digits follow from where in a block it is computed.
   */
  static final float TIE = 1e-6f;

  private final UnitRows pictures;
  private final UnitRows captions;
  private final NDManager manager;

  /**
   * Takes the embeddings.
   *
   * @param pictures {@code (P, D)}, of any length above zero
   * @param captions {@code (C, D)}, of any length above zero
   * @param manager where the products are computed
   * @throws IllegalArgumentException if the widths differ or an embedding has length zero
   */
  public Retrieval(FeatureMatrix pictures, FeatureMatrix captions, NDManager manager) {
    if (pictures.columns() != captions.columns()) {
      throw new IllegalArgumentException(
          "pictures have %d features, captions %d: expected one space"
              .formatted(pictures.columns(), captions.columns()));
    }
    this.pictures = UnitRows.of(pictures, "picture");
    this.captions = UnitRows.of(captions, "caption");
    this.manager = manager;
  }

  /**
   * The scores in both directions.
   *
   * @param matches which answers are right
   * @throws IllegalArgumentException if they are of another number of pictures or captions
   */
  public RetrievalScores scores(Matches matches) {
    if (matches.pictures() != pictures.rows() || matches.captions() != captions.rows()) {
      throw new IllegalArgumentException(
          "the matches are of %d pictures and %d captions, the embeddings of %d and %d"
              .formatted(matches.pictures(), matches.captions(), pictures.rows(), captions.rows()));
    }
    return new RetrievalScores(
        direction(captions, pictures, matches::picturesFor),
        direction(pictures, captions, matches::captionsFor));
  }

  private DirectionScores direction(
      UnitRows queries, UnitRows candidates, IntFunction<int[]> rightOf) {
    List<Placing> placings = new ArrayList<>(queries.rows());
    List<Placing> byChance = new ArrayList<>(queries.rows());
    int atOnce = UnitRows.rowsAtOnce(candidates.rows());
    try (NDManager scope = manager.newSubManager()) {
      NDArray keys = candidates.upload(scope, 0, candidates.rows()).transpose(); // (D, M)
      for (int from = 0; from < queries.rows(); from += atOnce) {
        int to = Math.min(queries.rows(), from + atOnce);
        try (NDManager block = scope.newSubManager()) {
          float[] scores = queries.upload(block, from, to).matMul(keys).toFloatArray();
          for (int query = from; query < to; query++) {
            int[] right = rightOf.apply(query);
            placings.add(
                place(scores, (query - from) * candidates.rows(), candidates.rows(), right));
            byChance.add(Placing.byChance(candidates.rows(), right.length));
          }
        }
      }
    }
    return new DirectionScores(
        queries.rows(),
        candidates.rows(),
        RankSummary.of(placings, candidates.rows()),
        RankSummary.of(byChance, candidates.rows()));
  }

  /** Where the best of the right answers stands among the scores {@code begin .. begin + n - 1}. */
  static Placing place(float[] scores, int begin, int candidates, int[] right) {
    float best = Float.NEGATIVE_INFINITY;
    for (int answer : right) {
      best = Math.max(best, scores[begin + answer]);
    }
    int above = 0;
    int atLeast = 0;
    for (int i = begin; i < begin + candidates; i++) {
      above += scores[i] > best + TIE ? 1 : 0;
      atLeast += scores[i] >= best - TIE ? 1 : 0;
    }
    int tiedRight = 0;
    for (int answer : right) {
      tiedRight += scores[begin + answer] >= best - TIE ? 1 : 0;
    }
    // No right answer is above the best of them.
    return new Placing(above, atLeast - above - tiedRight, tiedRight);
  }
}
