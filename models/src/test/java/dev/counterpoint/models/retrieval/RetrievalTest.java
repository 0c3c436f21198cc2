package dev.counterpoint.models.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrievalTest {

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void scoresAreThoseOfSortingAllCandidates() {
    for (long seed = 1; seed <= 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int pictures = 30;
      int[] pictureOf = new int[80];
      int[] textOf = new int[80];
      for (int caption = 0; caption < 80; caption++) {
        pictureOf[caption] = caption < pictures ? caption : random.nextInt(pictures);
        textOf[caption] = random.nextInt(20);
      }
      FeatureMatrix a = random(random, pictures, 6);
      FeatureMatrix b = random(random, 80, 6);
      Retrieval retrieval = new Retrieval(a, b, manager);
      for (boolean equalTexts : new boolean[] {false, true}) {
        Matches matches =
            equalTexts
                ? Matches.equalTexts(pictureOf, textOf, pictures)
                : Matches.strict(pictureOf, pictures);
        RetrievalScores scores = retrieval.scores(matches);
        boolean[][] right = right(pictureOf, equalTexts ? textOf : null, pictures);
        assertSame(scores.captionToPicture(), b, a, (c, p) -> right[c][p], seed);
        assertSame(scores.pictureToCaption(), a, b, (p, c) -> right[c][p], seed);
      }
    }
  }

  @Test
  void aCollapsedModelGetsChance() {
    int pictures = 200;
    int[] pictureOf = IntStream.range(0, 5 * pictures).map(caption -> caption / 5).toArray();
    RetrievalScores scores =
        new Retrieval(equal(pictures, 33), equal(5 * pictures, 33), manager)
            .scores(Matches.strict(pictureOf, pictures));
    assertClose(scores.captionToPicture().measured(), scores.captionToPicture().chance());
    assertClose(scores.pictureToCaption().measured(), scores.pictureToCaption().chance());
    assertThat(scores.captionToPicture().chance().recallAt10()).isEqualTo(0.05, within(1e-12));
    assertThat(scores.captionToPicture().chance().medianRank()).isEqualTo(100.5);
  }

  @Test
  void aPerfectModelFindsEverythingFirst() {
    FeatureMatrix rows = random(new SplittableRandom(5), 40, 16);
    int[] own = IntStream.range(0, 40).toArray();
    RetrievalScores scores = new Retrieval(rows, rows, manager).scores(Matches.strict(own, 40));
    RankSummary perfect = new RankSummary(1, 1, 1, 1);
    assertThat(scores.captionToPicture().measured()).isEqualTo(perfect);
    assertThat(scores.pictureToCaption().measured()).isEqualTo(perfect);
    assertThat(scores.pictureToCaption().candidates()).isEqualTo(40);
  }

  /**
   * Two pictures share a caption's text: strictly a coin decides, with equal texts both are right.
   */
  @Test
  void equalTextsCountAsRightWhereTheyAreAskedTo() {
    FeatureMatrix pictures = new FeatureMatrix(new float[] {1, 0, 1, 0, 0, 1}, 3, 2);
    FeatureMatrix captions = new FeatureMatrix(new float[] {2, 0, 2, 0, 0, 3}, 3, 2);
    Retrieval retrieval = new Retrieval(pictures, captions, manager);
    int[] own = {0, 1, 2};
    RetrievalScores strict = retrieval.scores(Matches.strict(own, 3));
    RetrievalScores texts = retrieval.scores(Matches.equalTexts(own, new int[] {0, 0, 1}, 3));
    assertThat(strict.captionToPicture().measured().recallAt1()).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(texts.captionToPicture().measured().recallAt1()).isEqualTo(1);
    assertThat(texts.captionToPicture().chance().recallAt1()).isEqualTo(5 / 9.0, within(1e-12));
  }

  @Test
  void manyBlocksGiveWhatOneGives() {
    // 3,000 x 3,000 scores are more than a block holds.
    int n = 3000;
    SplittableRandom random = new SplittableRandom(3);
    FeatureMatrix a = random(random, n, 4);
    FeatureMatrix b = random(random, n, 4);
    int[] own = IntStream.range(0, n).toArray();
    DirectionScores scores =
        new Retrieval(a, b, manager).scores(Matches.strict(own, n)).captionToPicture();
    assertSame(scores, b, a, (c, p) -> c == p, 3);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    FeatureMatrix rows = random(new SplittableRandom(1), 3, 2);
    Retrieval retrieval = new Retrieval(rows, rows, manager);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> retrieval.scores(Matches.strict(new int[] {0, 1}, 2)))
        .withMessage("the matches are of 2 pictures and 2 captions, the embeddings of 3 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retrieval(rows, random(new SplittableRandom(1), 3, 4), manager))
        .withMessageContaining("pictures have 2 features, captions 4");
    FeatureMatrix zero = new FeatureMatrix(new float[] {1, 1, 0, 0}, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retrieval(rows, zero, manager))
        .withMessage("the embedding of caption 1 has length zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matches.strict(new int[] {0, 2}, 3))
        .withMessageContaining("picture 1 has no caption");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matches.strict(new int[] {0, 3}, 3))
        .withMessage("the picture of caption 1 is 3, which is not in 0 .. 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matches.strict(new int[0], 0))
        .withMessageContaining("no caption");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matches.equalTexts(new int[] {0, 0}, new int[] {0}, 1))
        .withMessageContaining("1 texts for 2 captions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matches.equalTexts(new int[] {0, 0}, new int[] {0, -1}, 1))
        .withMessageContaining("the text of caption 1 is -1");
  }

  private interface Right {
    boolean is(int query, int candidate);
  }

  private static void assertSame(
      DirectionScores scores, FeatureMatrix queries, FeatureMatrix keys, Right right, long seed) {
    List<Integer> ranks = new ArrayList<>();
    double chance = 0;
    for (int query = 0; query < queries.rows(); query++) {
      double best = Double.NEGATIVE_INFINITY;
      double[] cosines = new double[keys.rows()];
      int answers = 0;
      for (int key = 0; key < keys.rows(); key++) {
        cosines[key] = cosine(queries, query, keys, key);
        if (right.is(query, key)) {
          best = Math.max(best, cosines[key]);
          answers++;
        }
      }
      int rank = 1;
      for (double cosine : cosines) {
        rank += cosine > best + 1e-9 ? 1 : 0;
      }
      ranks.add(rank);
      chance += answers / (double) keys.rows() / queries.rows();
    }
    ranks.sort(null);
    int n = ranks.size();
    double median = (ranks.get((n - 1) / 2) + ranks.get(n / 2)) / 2.0;
    // A float cosine may tie with one that a double tells apart, here and there by one rank.
    double tolerance = 2.0 / n;
    assertThat(scores.queries()).isEqualTo(n);
    assertThat(scores.measured().medianRank()).as("seed %d", seed).isEqualTo(median, within(1.0));
    for (int k : new int[] {1, 5, 10}) {
      double recall = ranks.stream().filter(rank -> rank <= k).count() / (double) n;
      assertThat(recall(scores.measured(), k))
          .as("seed %d", seed)
          .isEqualTo(recall, within(tolerance));
    }
    assertThat(scores.chance().recallAt1()).isEqualTo(chance, within(1e-9));
  }

  private static double recall(RankSummary summary, int k) {
    return k == 1 ? summary.recallAt1() : k == 5 ? summary.recallAt5() : summary.recallAt10();
  }

  private static void assertClose(RankSummary found, RankSummary expected) {
    assertThat(found.recallAt1()).isEqualTo(expected.recallAt1(), within(1e-9));
    assertThat(found.recallAt5()).isEqualTo(expected.recallAt5(), within(1e-9));
    assertThat(found.recallAt10()).isEqualTo(expected.recallAt10(), within(1e-9));
    assertThat(found.medianRank()).isEqualTo(expected.medianRank());
  }

  private static boolean[][] right(int[] pictureOf, int[] textOf, int pictures) {
    boolean[][] right = new boolean[pictureOf.length][pictures];
    for (int caption = 0; caption < pictureOf.length; caption++) {
      for (int other = 0; other < pictureOf.length; other++) {
        boolean same = textOf == null ? caption == other : textOf[caption] == textOf[other];
        if (same) {
          right[caption][pictureOf[other]] = true;
        }
      }
    }
    return right;
  }

  private static double cosine(FeatureMatrix a, int i, FeatureMatrix b, int j) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int column = 0; column < a.columns(); column++) {
      product += (double) a.at(i, column) * b.at(j, column);
      first += (double) a.at(i, column) * a.at(i, column);
      second += (double) b.at(j, column) * b.at(j, column);
    }
    return product / Math.sqrt(first * second);
  }

  private static FeatureMatrix random(SplittableRandom random, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(values, rows, columns);
  }

  private static FeatureMatrix equal(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(1 + i % columns);
    }
    return new FeatureMatrix(values, rows, columns);
  }
}
