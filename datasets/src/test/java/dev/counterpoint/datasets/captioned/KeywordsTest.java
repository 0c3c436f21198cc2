package dev.counterpoint.datasets.captioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {

  private static final RandomAddress PLACE = RandomAddress.seed(20_261_203).purpose("keywords");

  private static final Description LOBSTER =
      new Description(
          List.of("lobster"), Map.of("tags", "bisque, claws;seafood", "more", "claws,"));

  @Test
  void keywordsStandBetweenCommasAndSemicolons() {
    Keywords keywords = new Keywords(List.of("tags", "more", "absent"), 0.5);
    assertThat(keywords.of(LOBSTER)).containsExactly("bisque", "claws", "seafood");
    assertThat(keywords.of(new Description(List.of("scarf"), Map.of("tags", " , ;")))).isEmpty();
  }

  @Test
  void aShareOfCaptionsBecomesOneToThreeKeywords() {
    int count = 9_000;
    List<String> view =
        new Keywords(List.of("tags"), 0.3)
            .view(
                Collections.nCopies(count, "lobster"), Collections.nCopies(count, LOBSTER), PLACE);
    Map<Integer, Integer> lengths = new HashMap<>();
    for (String caption : view) {
      if (!caption.equals("lobster")) {
        List<String> words = Arrays.asList(caption.split(" "));
        assertThat(words).isSubsetOf("bisque", "claws", "seafood").doesNotHaveDuplicates();
        lengths.merge(words.size(), 1, Integer::sum);
      }
    }
    double replaced = lengths.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(replaced / count).isCloseTo(0.3, within(0.02));
    assertThat(lengths).containsOnlyKeys(1, 2, 3);
    lengths.values().forEach(n -> assertThat(n / replaced).isCloseTo(1 / 3.0, within(0.05)));
    assertThat(new HashSet<>(view)).as("every order").contains("claws bisque", "bisque claws");
  }

  @Test
  void aPictureWithoutKeywordsKeepsItsCaption() {
    Description plain = new Description(List.of("scarf"), Map.of("tags", ""));
    Keywords always = new Keywords(List.of("tags"), 1);
    assertThat(always.view(List.of("scarf"), List.of(plain), PLACE)).containsExactly("scarf");
  }

  @Test
  void theViewFollowsFromThePlaceAlone() {
    Keywords keywords = new Keywords(List.of("tags"), 0.5);
    List<String> captions = Collections.nCopies(64, "lobster");
    List<Description> descriptions = Collections.nCopies(64, LOBSTER);
    List<String> view = keywords.view(captions, descriptions, PLACE.at(1));
    assertThat(keywords.view(captions, descriptions, PLACE.at(1))).isEqualTo(view);
    assertThat(keywords.view(captions, descriptions, PLACE.at(2))).isNotEqualTo(view);
  }

  @Test
  void withoutFieldsOrShareNothingChanges() {
    List<String> captions = List.of("lobster");
    for (Keywords none :
        List.of(Keywords.NONE, new Keywords(List.of("tags"), 0), new Keywords(List.of(), 1))) {
      assertThat(none.isNone()).isTrue();
      assertThat(none.view(captions, List.of(LOBSTER), PLACE)).isSameAs(captions);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aShareIsWithinZeroAndOne(double share) {
    assertThatThrownBy(() -> new Keywords(List.of(), share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1]");
  }
}
