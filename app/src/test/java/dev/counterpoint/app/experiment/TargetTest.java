package dev.counterpoint.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void bothEndsBelongToTheTarget() {
    assertThat(Target.atLeast(82.13).holds(82.13)).isTrue();
    assertThat(Target.atLeast(82.13).holds(82.12)).isFalse();
    assertThat(Target.atMost(25).holds(25)).isTrue();
    assertThat(Target.atMost(25).holds(25.01)).isFalse();
    assertThat(Target.between(7, 13).holds(7)).isTrue();
    assertThat(Target.between(7, 13).holds(13)).isTrue();
    assertThat(Target.between(7, 13).holds(13.01)).isFalse();
  }

  @Test
  void whatIsNotANumberNeverHolds() {
    assertThat(Target.atLeast(0).holds(Double.NaN)).isFalse();
    assertThat(Target.atMost(0).holds(Double.NaN)).isFalse();
  }

  @Test
  void hasWordsForPeople() {
    assertThat(Target.atLeast(82.13).text()).isEqualTo("at least 82.13");
    assertThat(Target.atMost(25).text()).isEqualTo("at most 25");
    assertThat(Target.between(7, 13).text()).isEqualTo("between 7 and 13");
  }

  @Test
  void hasAShortFormForPrograms() {
    assertThat(Target.atLeast(82.13).compact()).isEqualTo(">= 82.13");
    assertThat(Target.atMost(25).compact()).isEqualTo("<= 25");
    assertThat(Target.between(7, 13).compact()).isEqualTo("7 .. 13");
  }

  @ParameterizedTest
  @ValueSource(strings = {">= 82.13", "<= 25", "7 .. 13", "-1.5 .. -0.25", ">= 0.0001", "<= 200"})
  void readsItsShortForm(String compact) {
    assertThat(Target.parse(compact).compact()).isEqualTo(compact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "82", "> 3", ">= x", "1 ..", "9 .. 1", ">= 1.2.3"})
  void refusesWhatIsNoTarget(String text) {
    assertThatThrownBy(() -> Target.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
