package dev.counterpoint.models.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.TokenRows;
import org.junit.jupiter.api.Test;

class WordDropoutTest {

  private static final long START = 1;
  private static final long END = 2;
  private static final long PADDING = 0;

  private static final TokenRows CAPTIONS =
      new TokenRows(
          new long[] {START, 11, 12, 13, END, 0, START, 21, END, 0, 0, 0, START, END, 0, 0, 0, 0},
          3,
          6,
          1);

  @Test
  void whatStaysKeepsItsOrderBetweenStartAndEnd() {
    WordDropout dropout = new WordDropout(0.5, END, PADDING);
    int kept = 0;
    for (int seed = 0; seed < 1000; seed++) {
      TokenRows view = dropout.view(CAPTIONS, RandomAddress.seed(seed));
      String text = words(view.ids(), 0);
      assertThat(text).as("seed %d", seed).matches("1 (11 )?(12 )?(13 )?2 (0 )*");
      assertThat(text).containsPattern("1[123] ");
      kept += view.ids()[1] == 11 ? 1 : 0;
      assertThat(words(view.ids(), 6)).as("the only word stays").isEqualTo("1 21 2 0 0 0 ");
      assertThat(words(view.ids(), 12)).as("no word").isEqualTo("1 2 0 0 0 0 ");
      assertThat(view.truncated()).isEqualTo(1);
    }
    // One half, and a third of the eighth where all would go; five standard errors of 0.016.
    assertThat(kept / 1000.0).isEqualTo(0.5 + 0.125 / 3, within(0.08));
  }

  @Test
  void atRateZeroNothingChanges() {
    TokenRows view = new WordDropout(0, END, PADDING).view(CAPTIONS, RandomAddress.seed(1));
    assertThat(view.ids()).isEqualTo(CAPTIONS.ids()).isNotSameAs(CAPTIONS.ids());
  }

  @Test
  void paddingMayBeTheEnd() {
    TokenRows row = new TokenRows(new long[] {START, 5, END, END}, 1, 4, 0);
    assertThat(new WordDropout(0.3, END, END).view(row, RandomAddress.seed(1)).ids())
        .isEqualTo(row.ids());
  }

  @Test
  void aRowWithoutEndIsNamed() {
    TokenRows rows = new TokenRows(new long[] {START, END, START, 5}, 2, 2, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordDropout(0.3, END, 0).view(rows, RandomAddress.seed(1)))
        .withMessageContaining("caption 1 has no end: expected token 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WordDropout(1, END, 0))
        .withMessageContaining("[0, 1)");
  }

  private static String words(long[] ids, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + 6; i++) {
      text.append(ids[i]).append(' ');
    }
    return text.toString();
  }
}
