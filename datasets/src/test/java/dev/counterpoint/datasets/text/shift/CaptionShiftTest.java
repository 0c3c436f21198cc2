package dev.counterpoint.datasets.text.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptionShiftTest {

  private static final RandomAddress ROOT = RandomAddress.seed(17);
  private static final String CAPTION =
      "A small dog sits near a red ball on the road while two children watch it closely";

  @ParameterizedTest
  @EnumSource
  void equalAddressesGiveEqualTexts(CaptionShift shift) {
    for (int strength = 1; strength <= 5; strength++) {
      assertThat(shift.apply(CAPTION, strength, ROOT.at(3)))
          .isEqualTo(shift.apply(CAPTION, strength, RandomAddress.seed(17).at(3)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherAddressesGiveOtherTexts(CaptionShift shift) {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      texts.add(shift.apply(CAPTION, 5, ROOT.at(i)));
    }
    assertThat(texts).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource
  void aCaptionNeverBecomesBlank(CaptionShift shift) {
    for (String caption :
        List.of("a", "a b", " x ", "\u4e2d\u6587", "\ud83d\ude00", "?", "photo of ")) {
      for (int i = 0; i < 200; i++) {
        assertThat(shift.apply(caption, 5, ROOT.at(i))).as("address %d", i).isNotBlank();
      }
    }
    assertThat(shift.apply(" ", 5, ROOT)).isEqualTo(" ");
  }

  @ParameterizedTest
  @EnumSource
  void strengthsOutOfRangeAreErrors(CaptionShift shift) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shift.apply(CAPTION, 0, ROOT))
        .withMessageContaining("1 to 5, not 0");
    assertThatIllegalArgumentException().isThrownBy(() -> shift.apply(CAPTION, 6, ROOT));
  }

  @ParameterizedTest
  @EnumSource(names = {"DROPPED_WORDS", "TYPOS", "SHUFFLED_WORDS"})
  void strongerIsFurther(CaptionShift shift) {
    int[] changed = new int[6];
    for (int strength = 1; strength <= 5; strength++) {
      for (int i = 0; i < 400; i++) {
        changed[strength] += distance(shift.apply(CAPTION, strength, ROOT.at(i)));
      }
    }
    assertThat(Arrays.copyOfRange(changed, 1, 6)).as(Arrays.toString(changed)).isSorted();
    assertThat(changed[5]).isGreaterThan(2 * changed[1]);
  }

  @Test
  void shufflingKeepsTheWordsButNotTheirOrder() {
    for (int strength = 1; strength <= 5; strength++) {
      for (int i = 0; i < 100; i++) {
        String shuffled = CaptionShift.SHUFFLED_WORDS.apply(CAPTION, strength, ROOT.at(i));
        assertThat(shuffled).isNotEqualTo(CAPTION);
        assertThat(shuffled.split(" ")).containsExactlyInAnyOrder(CAPTION.split(" "));
      }
    }
  }

  @Test
  void dropsTakeTheShareThatIsSaid() {
    int kept = 0;
    for (int i = 0; i < 2_000; i++) {
      kept += CaptionShift.DROPPED_WORDS.apply(CAPTION, 5, ROOT.at(i)).split(" ").length;
    }
    // Of 17 words one is saved for certain, and half of the others: 9 on average, sd 2.0.
    assertThat(kept / 2_000.0).isBetween(8.8, 9.2);
  }

  @Test
  void anotherOpeningTakesThePlaceOfTheFirst() {
    for (int i = 0; i < 100; i++) {
      assertThat(CaptionShift.PARAPHRASED.apply("A photo of a cat", 1, ROOT.at(i)))
          .endsWith(" a cat")
          .doesNotContainIgnoringCase("a photo of");
      assertThat(CaptionShift.PARAPHRASED.apply("There is a cat", 1, ROOT.at(i)))
          .doesNotContainIgnoringCase("there is")
          .endsWith(" a cat");
    }
  }

  @Test
  void adjectivesMoveBehindTheirNouns() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      texts.add(CaptionShift.PARAPHRASED.apply("a red umbrella on a table", 5, ROOT.at(i)));
    }
    assertThat(texts).allMatch(text -> text.endsWith("an umbrella that is red on a table"));
    assertThat(CaptionShift.PARAPHRASED.apply("a red fire truck", 5, ROOT))
        .endsWith("a red fire truck");
  }

  @Test
  void synonymsMeanTheSame() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      texts.add(
          CaptionShift.PARAPHRASED.apply("a big bike", 2, ROOT.at(i)).replaceAll(".*(?= a )", ""));
    }
    assertThat(texts).containsExactlyInAnyOrder(" a large bike", " a big bicycle");
  }

  @Test
  void typosTouchLettersOnly() {
    for (int i = 0; i < 100; i++) {
      assertThat(CaptionShift.TYPOS.apply("42, \u4e2d\u6587! \u00e9", 5, ROOT.at(i)))
          .isEqualTo("42, \u4e2d\u6587! \u00e9");
    }
  }

  /** Words that are not where they were. */
  private static int distance(String text) {
    String[] before = CAPTION.split(" ");
    List<String> after = new ArrayList<>(List.of(text.split(" ")));
    int kept = 0;
    for (int i = 0; i < before.length; i++) {
      boolean sameLength = after.size() == before.length;
      if (sameLength ? after.get(i).equals(before[i]) : after.remove(before[i])) {
        kept++;
      }
    }
    return before.length - kept;
  }
}
