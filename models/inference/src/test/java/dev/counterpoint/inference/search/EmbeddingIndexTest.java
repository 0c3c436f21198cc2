package dev.counterpoint.inference.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.inference.search.exact.UnitVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingIndexTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1,1", "2,7", "3,511", "4,512", "5,513", "33,1500", "128,3000", "513,1100"})
  void theNearestAreThoseOfEveryRowComparedInDoublePrecision(int width, int count) {
    EmbeddingIndex index = TestIndexes.noise(folder.resolve("x"), count, width, 5);
    for (float[] query : TestIndexes.directions(20, width, 6)) {
      assertThat(index.search(query, 10)).isEqualTo(byHand(index, query, 10));
    }
  }

  @Test
  void neighboursThatSixteenBitsCannotTellApartAreStillInTheRightOrder() {
    // Differences of 1e-6 are far below the step of the codes, 3e-5.
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      vectors.add(new float[] {1, 1e-6f * i, 0.5f});
    }
    Collections.shuffle(vectors, new Random(7));
    EmbeddingIndex index = TestIndexes.of(folder.resolve("x"), vectors);
    float[] query = {0, 1, 0};
    assertThat(index.search(query, 25)).isEqualTo(byHand(index, query, 25));
  }

  @Test
  void equalVectorsComeInTheOrderOfTheIndex() {
    EmbeddingIndex index =
        TestIndexes.of(folder.resolve("x"), Collections.nCopies(1_300, new float[] {0.1f, 0.2f}));
    assertThat(index.search(new float[] {1, 2}, 5).stream().map(Match::row))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void vectorsAllOppositeToTheQueryAreFoundBeforeThePaddingOfTheLastBlock() {
    EmbeddingIndex index =
        TestIndexes.of(folder.resolve("x"), List.of(new float[] {-1, 0}, new float[] {-1, 0.1f}));
    List<Match> found = index.search(new float[] {1, 0}, 10);
    assertThat(found.stream().map(Match::row)).containsExactly(1, 0);
    assertThat(found.get(1).score()).isEqualTo(-1);
  }

  @Test
  void severalQueriesGetWhatEachWouldGetAlone() {
    EmbeddingIndex index = TestIndexes.noise(folder.resolve("x"), 2_000, 24, 8);
    List<float[]> queries = TestIndexes.directions(37, 24, 9);
    assertThat(index.search(queries, 5))
        .isEqualTo(queries.stream().map(query -> index.search(query, 5)).toList());
  }

  @Test
  void theLengthOfTheQueryDoesNotMatter() {
    EmbeddingIndex index = TestIndexes.of(folder.resolve("x"), List.of(new float[] {3, 4}));
    assertThat(index.search(new float[] {30, 40}, 1).get(0).score()).isCloseTo(1, within());
    assertThat(index.vector(0)).containsExactly(0.6f, 0.8f);
  }

  private static Offset<Double> within() {
    return Assertions.within(1e-7);
  }

  @Test
  void anEmptyIndexFindsNothing() {
    try (IndexWriter writer = writer(3)) {
      EmbeddingIndex index = writer.finish();
      assertThat(index.search(new float[] {1, 0, 0}, 3)).isEmpty();
    }
  }

  @Test
  void namesAndSkippedFilesAreReadBack() {
    IndexEntry entry = new IndexEntry("ordner/grün, \"a\"\n\uD83D\uDE00.png", 5, -3);
    SkippedEntry skipped = new SkippedEntry(new IndexEntry("b", 1, 2), "no picture");
    try (IndexWriter writer = writer(2)) {
      writer.add(entry, new float[] {1, 1});
      writer.skip(skipped);
      EmbeddingIndex index = writer.finish();
      assertThat(index.entries()).containsExactly(entry);
      assertThat(index.skipped()).containsExactly(skipped);
      assertThat(index.source()).isEqualTo("here");
      assertThat(index.model()).isEqualTo(TestIndexes.MODEL);
    }
  }

  @Test
  void theIndexBeforeStaysUsableAndInPlaceUntilTheNextIsWhole() throws IOException {
    EmbeddingIndex before = TestIndexes.noise(folder.resolve("x"), 600, 8, 1);
    float[] query = before.vector(3);
    try (IndexWriter writer = writer(8)) {
      writer.add(IndexEntry.named("new"), query);
      assertThat(EmbeddingIndex.open(folder.resolve("x")).size()).isEqualTo(600);
      writer.finish();
    }
    assertThat(before.search(query, 1).get(0).row()).isEqualTo(3);
    assertThat(EmbeddingIndex.open(folder.resolve("x")).size()).isEqualTo(1);
    assertNoParts();
  }

  @Test
  void aWriterThatIsClosedEarlyLeavesNothing() throws IOException {
    try (IndexWriter writer = writer(2)) {
      writer.add(IndexEntry.named("a"), new float[] {1, 1});
    }
    assertThat(folder.resolve("x")).doesNotExist();
    assertNoParts();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Files.writeString(folder.resolve(".x.999999999.1f.part"), "left");
    Files.writeString(folder.resolve(".x.mine.part"), "of somebody else");
    TestIndexes.noise(folder.resolve("x"), 1, 2, 1);
    assertThat(folder.resolve(".x.999999999.1f.part")).doesNotExist();
    assertThat(folder.resolve(".x.mine.part")).exists();
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorAtOnce() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(
            () -> new IndexWriter(folder.resolve("file/x"), TestIndexes.MODEL, "here", 2))
        .isInstanceOf(IndexNotWrittenException.class)
        .hasMessageContaining("cannot be written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0", "NaN 1", "Infinity 0", "1", "1 2 3"})
  void aVectorThatHasNoDirectionOrAnotherWidthIsRefused(String numbers) {
    try (IndexWriter writer = writer(2)) {
      assertThatThrownBy(() -> writer.add(IndexEntry.named("a"), floats(numbers)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a: ");
    }
  }

  @Test
  void anIndexOfAnotherModelOrFolderIsRefusedWithWhatToDo() {
    EmbeddingIndex index = TestIndexes.noise(folder.resolve("x"), 1, 2, 1);
    assertThatThrownBy(() -> index.requireModel("cd".repeat(32)))
        .isInstanceOf(OtherIndexException.class)
        .hasMessageContaining("made with another model: expected cdcdcdcdcdcd, found abababababab");
    assertThatThrownBy(() -> index.requireSource("there"))
        .isInstanceOf(OtherIndexException.class)
        .hasMessageContaining("of other pictures: expected there, found noise");
  }

  private IndexWriter writer(int width) {
    return new IndexWriter(folder.resolve("x"), TestIndexes.MODEL, "here", width);
  }

  private static float[] floats(String numbers) {
    double[] parsed = Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
    float[] floats = new float[parsed.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) parsed[i]);
    return floats;
  }

  private void assertNoParts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(n -> n.endsWith("part"));
    }
  }

  /** Every row in double precision, as the definition says. */
  private static List<Match> byHand(EmbeddingIndex index, float[] query, int top) {
    float[] unit = UnitVector.of(query).orElseThrow();
    return IntStream.range(0, index.size())
        .mapToObj(
            row ->
                new Match(
                    row, index.entries().get(row), UnitVector.product(unit, index.vector(row))))
        .sorted(Comparator.comparingDouble(Match::score).reversed().thenComparingInt(Match::row))
        .limit(top)
        .toList();
  }
}
