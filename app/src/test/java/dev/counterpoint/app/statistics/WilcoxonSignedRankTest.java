package dev.counterpoint.app.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WilcoxonSignedRankTest {

  @Test
  void theSmallestPossible() {
    WilcoxonSignedRank five = WilcoxonSignedRank.of(new double[] {1, 2, 3, 4, 5});
    assertThat(five.positive()).isEqualTo(15);
    assertThat(five.exact()).isTrue();
    assertThat(five.p()).isCloseTo(0.0625, within(1e-12));
    assertThat(WilcoxonSignedRank.of(new double[] {-1, -2, -3, -4, -5}).p())
        .isCloseTo(0.0625, within(1e-12));
  }

  @Test
  void tabledCases() {
    // The smaller sum at most 8 of ten pairs: 25 of 1,024 choices of signs, so p = 50 / 1,024.
    double[] ten = {-1, 2, 3, 4, 5, 6, -7, 8, 9, 10};
    assertThat(WilcoxonSignedRank.of(ten).p()).isCloseTo(50 / 1_024.0, within(1e-12));
    // At most 5 of eight pairs: 10 of 256, the table's two-sided 0.0781.
    double[] eight = {1, 2, 3, 4, -5, 6, 7, 8};
    assertThat(WilcoxonSignedRank.of(eight).p()).isCloseTo(20 / 256.0, within(1e-12));
  }

  @Test
  void tiesAreCountedAsTheyAre() {
    // Ranks 1.5, 1.5, 3; the sum of those below zero is 1.5: choices with at most that: none,
    // either.
    WilcoxonSignedRank tied = WilcoxonSignedRank.of(new double[] {1, -1, 2});
    assertThat(tied.positive()).isEqualTo(4.5);
    assertThat(tied.p()).isCloseTo(2 * 3 / 8.0, within(1e-12));
  }

  @Test
  void zerosAreDropped() {
    WilcoxonSignedRank some = WilcoxonSignedRank.of(new double[] {0, 1, 2, 0, 3});
    assertThat(some.pairs()).isEqualTo(3);
    assertThat(some.p()).isCloseTo(0.25, within(1e-12));
    assertThat(WilcoxonSignedRank.of(new double[3]).p()).isNull();
    assertThat(WilcoxonSignedRank.of(new double[] {1, Double.NaN}).p()).isNull();
  }

  @Test
  void theNormalComesCloseToTheExact() {
    SplittableRandom random = new SplittableRandom(11);
    double[] exact = random.doubles(WilcoxonSignedRank.MOST_EXACT, -0.9, 1).toArray();
    double[] more = new double[exact.length + 1];
    System.arraycopy(exact, 0, more, 0, exact.length);
    more[exact.length] = -1e-9;
    WilcoxonSignedRank first = WilcoxonSignedRank.of(exact);
    WilcoxonSignedRank second = WilcoxonSignedRank.of(more);
    assertThat(second.exact()).isFalse();
    assertThat(first.p()).isBetween(0.01, 0.9);
    assertThat(second.p()).isCloseTo(first.p(), within(0.1 * first.p()));
  }
}
