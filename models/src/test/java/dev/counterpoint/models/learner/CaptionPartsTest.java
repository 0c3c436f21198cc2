package dev.counterpoint.models.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.TokenRows;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.objective.NtXent;
import dev.counterpoint.models.objective.PairLoss;
import dev.counterpoint.models.objective.Repeats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionPartsTest {

  private static final int N = 130;
  private static final int LENGTH = 20;
  private static final int END = 2;
  private static final TextShape TEXT = new TextShape(50, LENGTH, 1, END, 0);

  private NDManager root;

  @BeforeEach
  void open() {
    root = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    root.close();
  }

  /** Seven of them, of one word, are there twice. */
  @Test
  void mostPartsAreShorterThanTheLongestCaption() {
    Map<String, NDArray> parts = CaptionParts.byLength("caption", rows(1), END, root);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    parts.forEach((name, array) -> shapes.put(name, array.getShape()));
    assertThat(shapes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "caption-part-0", new Shape(41, 4),
                "caption-part-1", new Shape(41, 6),
                "caption-part-2", new Shape(41, LENGTH),
                "caption-places", new Shape(N)));
  }

  @Test
  void aCaptionThatIsThereTwiceIsInItsPartOnce() {
    TokenRows twice = rows(1).above(rows(1));
    Map<String, NDArray> parts = CaptionParts.byLength("caption", twice, END, root);
    long inParts =
        parts.entrySet().stream()
            .filter(part -> part.getKey().startsWith("caption-part"))
            .mapToLong(part -> part.getValue().getShape().get(0))
            .sum();
    assertThat(inParts).isLessThanOrEqualTo(N);
    NDArray given =
        CaptionParts.encode(
            new Batch(2 * N, parts, null), "caption", ids -> ids.sum(new int[] {1}));
    long[] sums = given.toLongArray();
    for (int row = 0; row < 2 * N; row++) {
      long sum = 0;
      for (int at = 0; at < LENGTH; at++) {
        sum += twice.ids()[row * LENGTH + at];
      }
      assertThat(sums[row]).as("row %d", row).isEqualTo(sum);
    }
  }

  @Test
  void fewCaptionsStayTogetherWithoutColumnsOfPadding() {
    TokenRows few = rows(1).rows(0, 1, 2);
    Map<String, NDArray> parts = CaptionParts.byLength("caption", few, END, root);
    assertThat(parts).containsOnlyKeys("caption");
    assertThat(parts.get("caption").getShape()).isEqualTo(new Shape(3, 6));
  }

  @Test
  void captionsThatRepeatAreThereOnce() {
    NDArray all = root.create(new long[] {10, 11, 20, 21, 30, 31}, new Shape(3, 2));
    Map<String, NDArray> parts =
        CaptionParts.distinct("caption", all, new long[] {2, 0, 2, 2}, root);
    assertThat(parts.get("caption-part-0").toLongArray()).containsExactly(30, 31, 10, 11);
    assertThat(parts.get("caption-places").toLongArray()).containsExactly(0, 1, 0, 0);
    assertThat(parts).hasSize(2);
    assertThat(CaptionParts.distinct("caption", all, new long[] {1, 0}, root))
        .containsOnlyKeys("caption");
  }

  @ParameterizedTest
  @CsvSource({
    "bag-of-words, BY_LENGTH",
    "text-tiny, BY_LENGTH",
    "text-wide, BY_LENGTH",
    "text-context, BY_LENGTH",
    "bag-of-words, DISTINCT",
    "text-tiny, DISTINCT",
    "text-wide, BOTH"
  })
  void lossAndGradientsAreThoseOfTheWhole(String encoder, Carried carried) {
    Map<String, float[]> whole = lossAndGradients(encoder, Carried.WHOLE);
    Map<String, float[]> parts = lossAndGradients(encoder, carried);
    assertThat(parts.keySet()).isEqualTo(whole.keySet());
    whole.forEach(
        (name, expected) -> {
          double largest = 0;
          for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
          }
          for (int i = 0; i < expected.length; i++) {
            assertThat(parts.get(name)[i])
                .as("%s[%d]", name, i)
                .isEqualTo(expected[i], within((float) (1e-4 * largest + 1e-9)));
          }
        });
  }

  private Map<String, float[]> lossAndGradients(String encoder, Carried carried) {
    Map<String, float[]> found = new LinkedHashMap<>();
    try (NDManager own = root.newSubManager();
        CaptionContrastLearner learner =
            new CaptionContrastLearner(
                new Network(own, RandomAddress.seed(5)),
                TextEncoders.create(encoder, TEXT, 8, TextPooling.MEAN),
                ProjectionHeads.linear(6),
                PairLoss.of(new NtXent(Repeats.KEEP), LogitScale.fixed(0.5)),
                new Shape(N, LENGTH));
        NDManager step = own.newSubManager()) {
      NDArray loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        loss = learner.loss(batch(step, carried));
        collector.backward(loss);
      }
      assertThat(loss.getManager()).as("ends with the step").isSameAs(step);
      found.put("loss", loss.toFloatArray());
      learner
          .network()
          .trainable()
          .forEach(
              (name, parameter) ->
                  found.put(name, parameter.getArray().getGradient().toFloatArray()));
    }
    return found;
  }

  private enum Carried {
    WHOLE,
    BY_LENGTH,
    DISTINCT,
    BOTH
  }

  /** Of the captions a quarter is there twice. */
  private static Batch batch(NDManager step, Carried carried) {
    int[] chosen = IntStream.range(0, N).map(i -> i * 7 % (3 * N / 4)).toArray();
    Shape shape = new Shape(N, LENGTH);
    Map<String, NDArray> modalities = new LinkedHashMap<>();
    if (carried == Carried.BOTH) {
      TokenRows both = rows(1).rows(chosen).above(rows(2).rows(chosen));
      return new Batch(N, CaptionParts.byLength(Modality.BOTH_CAPTIONS, both, END, step), null);
    }
    Map.of(Modality.CAPTION, rows(1), Modality.OTHER_CAPTION, rows(2))
        .forEach(
            (name, rows) ->
                modalities.putAll(
                    switch (carried) {
                      case WHOLE -> Map.of(name, step.create(rows.rows(chosen).ids(), shape));
                      case BY_LENGTH -> CaptionParts.byLength(name, rows.rows(chosen), END, step);
                      case DISTINCT ->
                          CaptionParts.distinct(
                              name,
                              step.create(rows.ids(), shape),
                              IntStream.of(chosen).asLongStream().toArray(),
                              step);
                      case BOTH -> throw new IllegalStateException();
                    }));
    return new Batch(N, modalities, null);
  }

  /** Every tenth caption is long, the others have up to four tokens between start and end. */
  private static TokenRows rows(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] ids = new long[N * LENGTH];
    for (int row = 0; row < N; row++) {
      int words = row % 10 == 9 ? LENGTH - 2 : 1 + row % 4;
      int at = row * LENGTH;
      ids[at++] = 1;
      for (int i = 0; i < words; i++) {
        ids[at++] = 3 + random.nextInt(47);
      }
      ids[at] = END;
    }
    return new TokenRows(ids, N, LENGTH, 0);
  }
}
