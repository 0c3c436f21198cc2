package dev.counterpoint.models.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacingTest {

  /** Goes over all orders of the tied: each subset of places for the right ones is as likely. */
  @Test
  void probabilitiesAndRanksAreThoseOfAllOrders() {
    for (int above = 0; above < 3; above++) {
      for (int wrong = 0; wrong < 6; wrong++) {
        for (int right = 1; right < 5; right++) {
          Placing placing = new Placing(above, wrong, right);
          int[] first = new int[above + wrong + right + 2];
          int orders = 0;
          double ranks = 0;
          for (int places = 0; places < 1 << (wrong + right); places++) {
            if (Integer.bitCount(places) == right) {
              int rank = above + Integer.numberOfTrailingZeros(places) + 1;
              first[rank]++;
              ranks += rank;
              orders++;
            }
          }
          assertThat(placing.expectedRank()).isEqualTo(ranks / orders, within(1e-12));
          double sum = 0;
          for (int rank = 0; rank < first.length; rank++) {
            sum += first[rank] / (double) orders;
            assertThat(placing.within(rank))
                .as("%s at %d", placing, rank)
                .isEqualTo(sum, within(1e-12));
          }
        }
      }
    }
  }

  @Test
  void withoutTiesARankIsWhole() {
    Placing third = new Placing(2, 0, 1);
    assertThat(third.expectedRank()).isEqualTo(3);
    assertThat(third.within(2)).isZero();
    assertThat(third.within(3)).isEqualTo(1);
  }

  @Test
  void chanceIsInClosedForm() {
    Placing one = Placing.byChance(100, 1);
    assertThat(one.within(10)).isEqualTo(0.1, within(1e-12));
    assertThat(one.expectedRank()).isEqualTo(50.5);
    // Five captions of a picture among 500: 1 - C(495, 10) / C(500, 10).
    double none = 1;
    for (int i = 0; i < 10; i++) {
      none *= (495.0 - i) / (500 - i);
    }
    assertThat(Placing.byChance(500, 5).within(10)).isEqualTo(1 - none, within(1e-12));
  }

  @Test
  void theMedianIsTheFieldsMeanOfTheTwoInTheMiddle() {
    List<Placing> ranks =
        List.of(
            new Placing(0, 0, 1),
            new Placing(2, 0, 1),
            new Placing(6, 0, 1),
            new Placing(40, 0, 1));
    RankSummary summary = RankSummary.of(ranks, 50);
    assertThat(summary).isEqualTo(new RankSummary(0.25, 0.5, 0.75, 5));
    assertThat(RankSummary.of(ranks.subList(0, 3), 50).medianRank()).isEqualTo(3);
    assertThat(RankSummary.of(List.of(Placing.byChance(50, 1)), 50).medianRank()).isEqualTo(25.5);
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placing.byChance(10, 0))
        .withMessageContaining("a right one");
    assertThatIllegalArgumentException().isThrownBy(() -> Placing.byChance(3, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankSummary.of(List.of(), 3))
        .withMessageContaining("no query");
  }
}
