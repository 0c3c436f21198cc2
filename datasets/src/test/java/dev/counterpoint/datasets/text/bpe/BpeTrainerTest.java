package dev.counterpoint.datasets.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.datasets.random.RandomAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BpeTrainerTest {

  private static final int NO_MERGES = 515;

  @Test
  void theMostFrequentPairGoesFirstAndOfEqualOnesTheOlder() {
    // (a, b</w>) 3 times; then (a, b) and (b, c</w>) twice each, and a is older than b.
    assertThat(merges(3, 1, "ab ab ab", "abc abc")).containsExactly("a b</w>", "a b", "ab c</w>");
  }

  @Test
  void overlappingPairsJoinFromTheLeft() {
    // a a a a</w> -> aa a a</w> -> aa aa</w> -> aaaa</w>
    assertThat(merges(9, 1, "aaaa")).containsExactly("a a", "a a</w>", "aa aa</w>");
  }

  @Test
  void aTokenThatIsThereIsNotMadeAgain() {
    List<String> merges = merges(100, 1, "abcabc bcab cab abca", "bca bcbc ababab cabcab");
    assertThat(merges.stream().map(m -> m.replace(" ", ""))).doesNotHaveDuplicates();
  }

  @Test
  void pairsBelowTheMinimumStayApart() {
    assertThat(merges(9, 3, "ab ab ab", "cd cd")).containsExactly("a b</w>");
  }

  @Test
  void theVocabularyHasTheSizeThatWasAskedFor() throws IOException {
    JsonNode vocabulary = model(train(2, 1, 1, List.of("abcdef ghijkl"))).path("vocab");
    assertThat(vocabulary).hasSize(NO_MERGES + 2);
    assertThat(vocabulary.path("<|pad|>").asInt()).isEqualTo(NO_MERGES + 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theResultIsThatOfCountingAllPairsAnew(long seed) {
    List<String> captions = randomCaptions(seed, 60);
    assertThat(merges(200, 2, captions.toArray(String[]::new)))
        .as("seed %d", seed)
        .isEqualTo(naive(captions, 200, 2));
  }

  @Test
  void neitherOrderNorThreadsChangeAByte() {
    List<String> captions = randomCaptions(11, 20_000);
    byte[] first = train(300, 2, 1, captions);
    List<String> shuffled = new ArrayList<>(captions);
    Collections.shuffle(shuffled, new Random(5));
    assertThat(train(300, 2, 3, shuffled)).isEqualTo(first);
  }

  @Test
  void wordsWithoutEndTeachNothing() {
    assertThat(merges(9, 1, "x".repeat(129), "ab")).containsExactly("a b</w>");
  }

  @Test
  void captionsWithoutWordsAreAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(1, 1, 2, List.of(" ", "\t")))
        .withMessageContaining("no word");
  }

  @Test
  void anErrorOfTheCaptionsComesThrough() {
    Stream<String> broken =
        Stream.of("a", "b")
            .peek(
                caption -> {
                  throw new IllegalStateException("the disk is gone");
                });
    BpeTrainer trainer = new BpeTrainer(BpeSettings.of(600), 2);
    org.assertj.core.api.Assertions.assertThatIllegalStateException()
        .isThrownBy(() -> trainer.train(broken.iterator()))
        .withMessage("the disk is gone");
  }

  @Test
  void settingsOutOfRangeAreErrors() {
    assertThatIllegalArgumentException().isThrownBy(() -> BpeSettings.of(514));
    assertThatIllegalArgumentException().isThrownBy(() -> BpeSettings.of(1_000_001));
    assertThatIllegalArgumentException().isThrownBy(() -> new BpeSettings(600, 0, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new BpeTrainer(BpeSettings.of(600), 0));
  }

  private static List<String> merges(int most, int minimum, String... captions) {
    List<String> merges = new ArrayList<>();
    model(train(most, minimum, 1, List.of(captions)))
        .path("merges")
        .forEach(merge -> merges.add(merge.asText()));
    return merges;
  }

  private static byte[] train(int merges, int minimum, int threads, List<String> captions) {
    return new BpeTrainer(new BpeSettings(NO_MERGES + merges, minimum, true), threads)
        .train(captions.iterator());
  }

  private static JsonNode model(byte[] json) {
    try {
      return new ObjectMapper().readTree(json).path("model");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> randomCaptions(long seed, int count) {
    SplittableRandom random = RandomAddress.seed(seed).purpose("captions").stream();
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder caption = new StringBuilder();
      for (int c = 1 + random.nextInt(30); c > 0; c--) {
        caption.append("aaabbcd é ".charAt(random.nextInt(10)));
      }
      captions.add(caption.append('a').toString());
    }
    return captions;
  }

  /** The definition: all pairs counted anew before each merge. */
  private static List<String> naive(List<String> captions, int most, int minimum) {
    List<String> spellings = new ArrayList<>();
    for (int b = 0; b < 512; b++) {
      spellings.add(TokenizerWriter.byteToken(b));
    }
    List<List<Integer>> words = new ArrayList<>();
    for (String caption : captions) {
      for (String word : caption.strip().split(" +")) {
        byte[] utf8 = word.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        List<Integer> symbols = new ArrayList<>();
        for (int i = 0; i < utf8.length; i++) {
          symbols.add((utf8[i] & 0xFF) + (i + 1 == utf8.length ? 256 : 0));
        }
        words.add(symbols);
      }
    }
    Set<String> made = new HashSet<>();
    List<String> merges = new ArrayList<>();
    while (merges.size() < most) {
      Map<List<Integer>, Integer> counts = new HashMap<>();
      for (List<Integer> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          counts.merge(Arrays.asList(word.get(i), word.get(i + 1)), 1, Integer::sum);
        }
      }
      List<Integer> best = null;
      for (List<Integer> pair : counts.keySet()) {
        boolean fits =
            counts.get(pair) >= minimum
                && !made.contains(spellings.get(pair.get(0)) + spellings.get(pair.get(1)));
        if (fits && (best == null || before(pair, best, counts))) {
          best = pair;
        }
      }
      if (best == null) {
        return merges;
      }
      int id = spellings.size();
      spellings.add(spellings.get(best.get(0)) + spellings.get(best.get(1)));
      made.add(spellings.get(id));
      merges.add(spellings.get(best.get(0)) + " " + spellings.get(best.get(1)));
      for (List<Integer> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          if (word.get(i).equals(best.get(0)) && word.get(i + 1).equals(best.get(1))) {
            word.set(i, id);
            word.remove(i + 1);
          }
        }
      }
    }
    return merges;
  }

  private static boolean before(
      List<Integer> pair, List<Integer> other, Map<List<Integer>, Integer> counts) {
    int byCount = Integer.compare(counts.get(other), counts.get(pair));
    int byLeft = byCount != 0 ? byCount : Integer.compare(pair.get(0), other.get(0));
    return (byLeft != 0 ? byLeft : Integer.compare(pair.get(1), other.get(1))) < 0;
  }
}
