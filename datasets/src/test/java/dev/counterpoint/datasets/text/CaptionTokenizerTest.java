package dev.counterpoint.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionTokenizerTest {

  // Merges of the trained one: a t</w>, c at</w>, h e</w>, s at</w> and t he</w>: 512 to 516.
  private static final int AT = 512;
  private static final int CAT = 513;
  private static final int A = 256 + 'a';

  private final CaptionTokenizer tokenizer =
      CaptionTokenizer.parse("trained", TokenizerJson.trained());

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void aRowIsStartTokensEndPadding() {
    TokenRows rows = tokenizer.encode(List.of("a cat", ""), 5);
    assertThat(rows.ids()).containsExactly(517, A, CAT, 518, 519, 517, 518, 519, 519, 519);
    assertThat(rows.rows()).isEqualTo(2);
    assertThat(rows.length()).isEqualTo(5);
    assertThat(rows.truncated()).isZero();
  }

  @Test
  void longTextsAreCutInFrontOfTheEndAndCounted() {
    TokenRows rows = tokenizer.encode(List.of("a cat", "a cat cat", "cat cat cat cat"), 4);
    assertThat(rows.ids()).containsExactly(517, A, CAT, 518, 517, A, CAT, 518, 517, CAT, CAT, 518);
    assertThat(rows.truncated()).isEqualTo(2);
  }

  @Test
  void aRowOfTwoIsStartAndEnd() {
    assertThat(tokenizer.encode(List.of("cat"), 2).ids()).containsExactly(517, 518);
    assertThatIllegalArgumentException().isThrownBy(() -> tokenizer.encode(List.of("cat"), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenizer.encode(List.of("cat", "cat"), 1 << 30));
  }

  @Test
  void aTokenKnowsTheTwoThatItWasJoinedOf() {
    int[][] parts = tokenizer.parts();
    assertThat(parts).hasNumberOfRows(tokenizer.vocabularySize());
    assertThat(parts[CAT]).containsExactly('c', AT);
    assertThat(parts[AT]).containsExactly('a', 256 + 't');
    assertThat(parts['a']).as("a byte").isNull();
    assertThat(parts[(int) tokenizer.startId()]).as("a special token").isNull();
    try (CaptionTokenizer bert = CaptionTokenizer.parse("bert", TokenizerJson.bert())) {
      assertThat(Arrays.asList(bert.parts())).as("no BPE").containsOnlyNulls();
    }
  }

  @Test
  void noTextsAreNoRows() {
    assertThat(tokenizer.encode(List.of(), 8)).extracting(TokenRows::rows).isEqualTo(0);
  }

  @Test
  void aSpecialTokenThatIsSpelledOutIsThatToken() {
    assertThat(tokenizer.tokens("cat<|endoftext|>cat")).containsExactly(CAT, 518, CAT);
  }

  @Test
  void halvesOfPairsCountAsTheReplacementCharacter() {
    assertThat(tokenizer.tokens("cat \ud83d")).isEqualTo(tokenizer.tokens("cat \ufffd"));
    assertThat(tokenizer.tokens("\ude00\ud83d \ud83d\ude00"))
        .isEqualTo(tokenizer.tokens("\ufffd\ufffd \ud83d\ude00"));
  }

  @Test
  void whatIsTooLongToBeLookedAtIsCut() {
    String text = "1".repeat(CaptionTokenizer.LONGEST_TEXT);
    assertThat(tokenizer.tokens(text + "cat")).hasSize(text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the cat sat",
        "caf\u00e9 na\u00efve",
        "\u4e2d\u6587",
        "\ud83d\ude00 \ud83d\udc69\u200d\ud83d\udc67"
      })
  void textsComeBack(String text) {
    long[] row = tokenizer.encode(List.of(text), 60).ids();
    assertThat(tokenizer.decode(row)).isEqualTo(text);
  }

  @Test
  void idsOutsideOfTheVocabularyAreErrors() {
    assertThatIllegalArgumentException().isThrownBy(() -> tokenizer.decode(new long[] {520}));
    assertThatIllegalArgumentException().isThrownBy(() -> tokenizer.decode(new long[] {-1}));
  }

  @Test
  void threadsDoNotDisturbOneAnother() {
    List<String> texts = new ArrayList<>();
    GeneratedCaptions.stream(2_000, 5).forEachRemaining(texts::add);
    texts.add("e\u0301 <|pad|>");
    long[] expected = tokenizer.encode(texts, 40).ids();
    assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> tokenizer.encode(texts, 40).ids()))
        .allSatisfy(ids -> assertThat(ids).isEqualTo(expected));
  }

  @Test
  void afterClosingThereIsAnError() {
    tokenizer.tokens("e\u0301");
    tokenizer.close();
    tokenizer.close();
    assertThatIllegalStateException().isThrownBy(() -> tokenizer.tokens("cat"));
    assertThatIllegalStateException().isThrownBy(() -> tokenizer.tokens("e\u0301"));
  }

  @Test
  void filesAreReadToTheByte(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.write(file, TokenizerJson.trained());
    try (CaptionTokenizer opened = CaptionTokenizer.open(file)) {
      assertThat(opened.json()).isEqualTo(TokenizerJson.trained());
      assertThat(opened.vocabularySize()).isEqualTo(520);
    }
    assertThatThrownBy(() -> CaptionTokenizer.open(folder.resolve("none.json")))
        .isInstanceOf(UnreadableFileException.class);
  }

  @Test
  void clipsPaddingIsItsEnd() {
    try (CaptionTokenizer clip = CaptionTokenizer.parse("clip", TokenizerJson.clip())) {
      assertThat(clip.encode(List.of("a cat"), 6).ids())
          .containsExactly(517, A, CAT, 518, 518, 518);
    }
  }

  @Test
  void gpt2StartsWithItsEnd() {
    try (CaptionTokenizer gpt2 = CaptionTokenizer.parse("gpt2", TokenizerJson.gpt2())) {
      assertThat(gpt2.encode(List.of("cat cat"), 6).ids())
          .containsExactly(258, 257, ' ', 257, 258, 258);
      assertThat(gpt2.decode(new long[] {258, 257, ' ', 257, 258})).isEqualTo("cat cat");
    }
  }

  /** Where its regular expressions give up, the library ends the process. */
  @ParameterizedTest
  @ValueSource(strings = {"a", " \n"})
  void theLongestTextsDoNotEndTheProcess(String piece) {
    String text = piece.repeat(CaptionTokenizer.LONGEST_TEXT / piece.length());
    for (byte[] json : List.of(TokenizerJson.gpt2(), TokenizerJson.bert())) {
      try (CaptionTokenizer other = CaptionTokenizer.parse("other", json)) {
        assertThat(other.encode(List.of(text), 8).ids()).hasSize(8);
      }
    }
    assertThat(tokenizer.tokens("<" + text)).isNotEmpty();
  }

  @Test
  void bertHasItsOwnNames() {
    try (CaptionTokenizer bert = CaptionTokenizer.parse("bert", TokenizerJson.bert())) {
      assertThat(bert.encode(List.of("A cats dog"), 8).ids())
          .containsExactly(2, 4, 5, 6, 1, 3, 0, 0);
      assertThat(bert.decode(new long[] {2, 4, 5, 6, 3})).isEqualTo("a cats");
    }
  }
}
