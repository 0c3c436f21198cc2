package dev.counterpoint.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {

  private static final Target TARGET = Target.atLeast(82.13);

  @Test
  void measuresTheMeanAndItsStandardErrorOverSeeds() {
    Claim claim = claim(80, 82, 84, 86);
    assertThat(claim.measured()).isEqualTo(83);
    // Sample variance 20 / 3, over n = 4.
    assertThat(claim.standardError()).isCloseTo(Math.sqrt(20.0 / 3 / 4), within(1e-12));
    assertThat(claim.n()).isEqualTo(4);
    assertThat(claim.verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void fallsShortWhenTheMeanMissesTheTarget() {
    assertThat(claim(80, 84).verdict()).isEqualTo(Verdict.FALLS_SHORT);
  }

  @Test
  void oneSeedHasNoStandardError() {
    assertThat(claim(90).standardError()).isNull();
    assertThat(claim(90).verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void aFailedSeedIsNotAveragedAway() {
    Claim claim = claim(90, Double.NaN, 91);
    assertThat(claim.measured()).isNaN();
    assertThat(claim.standardError()).isNull();
    assertThat(claim.verdict()).isEqualTo(Verdict.FALLS_SHORT);
  }

  @Test
  void anInfiniteValueDoesNotMeetAnOpenTarget() {
    assertThat(claim(90, Double.POSITIVE_INFINITY).verdict()).isEqualTo(Verdict.FALLS_SHORT);
  }

  @Test
  void aClaimAboutEverySeedFallsWithOneOfThem() {
    double[] perSeed = {60, 54, 62};
    Target atLeast55 = Target.atLeast(55);
    assertThat(Claim.of("gap", "gap", "", "points", perSeed, null, atLeast55).verdict())
        .isEqualTo(Verdict.HOLDS);
    assertThat(Claim.ofEverySeed("gap", "gap", "", "points", perSeed, null, atLeast55).verdict())
        .isEqualTo(Verdict.FALLS_SHORT);
  }

  @Test
  void needsAtLeastOneSeed() {
    assertThatThrownBy(ClaimTest::claim).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSummaryNamesTheClaimsThatFallShort() {
    Claim held = claim(90);
    Claim missed = Claim.of("gap", "gap", "", "%", new double[] {1}, null, TARGET);
    assertThat(ClaimsTable.summary(List.of(held))).isEqualTo("1 of 1 claim holds.");
    assertThat(ClaimsTable.summary(List.of(held, missed)))
        .isEqualTo("1 of 2 claims holds; gap falls short.");
  }

  private static Claim claim(double... perSeed) {
    return Claim.of("multi.test", "multi-modal, test", "Table 1", "%", perSeed, 82.13, TARGET);
  }
}
