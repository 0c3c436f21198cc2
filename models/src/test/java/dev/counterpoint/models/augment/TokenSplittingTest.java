package dev.counterpoint.models.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.TokenRows;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokenSplittingTest {

  private static final long START = 1;
  private static final long END = 2;
  private static final long PADDING = 0;

  /** 9 is 7 and 8, 7 is 5 and 6; all else is whole. */
  private static final int[][] PARTS = {
    null, null, null, null, null, null, null, {5, 6}, null, {7, 8}
  };

  private static final TokenRows CAPTIONS =
      new TokenRows(new long[] {START, 9, 4, END, 0, 0, START, END, 0, 0, 0, 0}, 2, 6, 1);

  @Test
  void aTokenIsWholeOrWhatItWasJoinedOf() {
    TokenSplitting splitting = new TokenSplitting(0.5, PARTS, END, PADDING);
    int whole = 0;
    int halves = 0;
    for (int seed = 0; seed < 1000; seed++) {
      TokenRows view = splitting.view(CAPTIONS, RandomAddress.seed(seed));
      String row = words(view, 0);
      assertThat(row).isIn("1 9 4 2 0 0", "1 7 8 4 2 0", "1 5 6 8 4 2");
      assertThat(words(view, 1)).as("no word").isEqualTo("1 2 0 0 0 0");
      assertThat(view.truncated()).isEqualTo(1);
      whole += row.startsWith("1 9") ? 1 : 0;
      halves += row.startsWith("1 7") ? 1 : 0;
    }
    // Five standard errors.
    assertThat(whole / 1000.0).isEqualTo(0.5, within(0.08));
    assertThat(halves / 1000.0).isEqualTo(0.25, within(0.07));
  }

  @Test
  void whatHasNoRoomStaysWhole() {
    TokenRows row = new TokenRows(new long[] {START, 9, 9, 9, END, PADDING}, 1, 6, 0);
    TokenSplitting splitting = new TokenSplitting(0.9, PARTS, END, PADDING);
    for (int seed = 0; seed < 100; seed++) {
      String view = words(splitting.view(row, RandomAddress.seed(seed)), 0);
      assertThat(view).isIn("1 9 9 9 2 0", "1 7 8 9 9 2", "1 9 7 8 9 2", "1 9 9 7 8 2");
    }
  }

  @Test
  void aViewFollowsFromItsAddressAndLeavesTheCaptionAsItIs() {
    TokenSplitting splitting = new TokenSplitting(0.5, PARTS, END, PADDING);
    long[] before = CAPTIONS.ids().clone();
    assertThat(splitting.view(CAPTIONS, RandomAddress.seed(3)).ids())
        .isEqualTo(splitting.view(CAPTIONS, RandomAddress.seed(3)).ids());
    assertThat(CAPTIONS.ids()).isEqualTo(before);
    assertThat(
            new TokenSplitting(0, PARTS, END, PADDING).view(CAPTIONS, RandomAddress.seed(1)).ids())
        .isEqualTo(before);
  }

  @Test
  void paddingMayBeTheEnd() {
    TokenRows row = new TokenRows(new long[] {START, 7, END, END, END}, 1, 5, 0);
    TokenSplitting splitting = new TokenSplitting(0.5, PARTS, END, END);
    for (int seed = 0; seed < 20; seed++) {
      assertThat(words(splitting.view(row, RandomAddress.seed(seed)), 0))
          .isIn("1 7 2 2 2", "1 5 6 2 2");
    }
  }

  @Test
  void aRowWithoutEndIsNamed() {
    TokenRows rows = new TokenRows(new long[] {START, END, START, 5}, 2, 2, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenSplitting(0.3, PARTS, END, 0).view(rows, RandomAddress.seed(1)))
        .withMessageContaining("caption 1 has no end: expected token 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenSplitting(1, PARTS, END, 0))
        .withMessageContaining("[0, 1)");
  }

  private static String words(TokenRows rows, int row) {
    long[] ids = Arrays.copyOfRange(rows.ids(), row * rows.length(), (row + 1) * rows.length());
    return Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }
}
