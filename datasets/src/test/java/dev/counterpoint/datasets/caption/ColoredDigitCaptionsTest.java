package dev.counterpoint.datasets.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.colored.ColorPlacement;
import dev.counterpoint.datasets.colored.Palette;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ColoredDigitCaptionsTest {

  private final ColoredDigitCaptions captions = new ColoredDigitCaptions(Palette.TEN, 10);

  @Test
  void aOneHotCaptionNamesColourThenDigit() {
    float[] caption = captions.oneHot(new byte[] {3}, new byte[] {1});
    assertThat(caption).hasSize(20);
    for (int i = 0; i < caption.length; i++) {
      assertThat(caption[i]).isEqualTo(i == 1 || i == 13 ? 1f : 0f);
    }
  }

  @Test
  void thePromptsOfADigitGoThroughAllColours() {
    float[] prompts = captions.prompts(7);
    assertThat(prompts).hasSize(10 * 20);
    for (int color = 0; color < 10; color++) {
      assertThat(prompts[color * 20 + color]).isEqualTo(1f);
      assertThat(prompts[color * 20 + 17]).isEqualTo(1f);
    }
  }

  @Test
  void sentencesSayColourAndDigitInSeveralWays() {
    for (ColorPlacement placement : ColorPlacement.values()) {
      Set<String> sentences = new TreeSet<>();
      for (int i = 0; i < 500; i++) {
        String sentence = captions.sentence(3, 8, placement, RandomAddress.seed(i));
        assertThat(sentence).contains("orange").containsAnyOf("three", "3");
        assertThat(sentence).doesNotContain("a orange");
        sentences.add(sentence);
      }
      assertThat(sentences).hasSizeGreaterThan(30);
    }
  }

  @Test
  void aSentenceFollowsFromItsAddress() {
    RandomAddress address = RandomAddress.seed(4).purpose("caption");
    assertThat(captions.sentence(1, 2, ColorPlacement.DIGIT, address))
        .isEqualTo(captions.sentence(1, 2, ColorPlacement.DIGIT, address));
  }

  @Test
  void everyFormOfTheGrammarIsASentenceOfItsOwn() {
    for (ColorPlacement placement : ColorPlacement.values()) {
      Set<String> sentences = new TreeSet<>();
      for (int form = 0; form < captions.forms(); form++) {
        sentences.add(captions.sentence(3, 8, placement, form));
      }
      assertThat(sentences).hasSize(captions.forms());
    }
  }

  @Test
  void drawnSentencesStayWhatTheyWere() {
    RandomAddress address = RandomAddress.seed(4).purpose("caption");
    assertThat(captions.sentence(1, 2, ColorPlacement.DIGIT, address))
        .isEqualTo("an image of the number one in blue");
    assertThat(captions.sentence(7, 5, ColorPlacement.BACKGROUND, address.at(9)))
        .isEqualTo("here is a magenta square with the digit seven");
  }

  @Test
  void thereAreWordsForTenDigitsOnly() {
    assertThatThrownBy(() -> new ColoredDigitCaptions(Palette.TEN, 11))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
