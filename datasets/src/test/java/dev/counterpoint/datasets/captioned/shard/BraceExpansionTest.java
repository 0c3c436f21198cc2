package dev.counterpoint.datasets.captioned.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BraceExpansionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.tar | a.tar",
        "{a,b}.tar | a.tar b.tar",
        "t-{008..011}.tar | t-008.tar t-009.tar t-010.tar t-011.tar",
        "{8..11} | 8 9 10 11",
        "{0..10..5} | 0 5 10",
        "{3..1} | 3 2 1",
        "{-1..1} | -1 0 1",
        "{a,b{0..1},c}x | ax b0x b1x cx",
        "{a,b}/{1,2} | a/1 a/2 b/1 b/2",
        "x{,y} | x xy",
        "{single}.tar | {single}.tar",
      })
  void namesAreExpandedAsByAShell(String source, String expected) {
    assertThat(BraceExpansion.expand(source)).containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a{0..1 | no closing brace",
        "a0..1} | a closing brace without one that opens",
        "{a..c} | not a whole number",
        "{1..5..0} | the step of {1..5..0} is 0",
        "{1..2..3..4} | is no range",
        "{0..100000} | more than 100000 names",
        "{0..999999999999999} | more than 100000 names",
        "{0..999}{0..999} | more than 100000 names",
      })
  void mistakesAreErrorsThatShowTheSource(String source, String problem) {
    assertThatThrownBy(() -> BraceExpansion.expand(source))
        .isInstanceOf(ShardSourceException.class)
        .hasMessageContainingAll("Shards \"" + source, problem);
  }
}
