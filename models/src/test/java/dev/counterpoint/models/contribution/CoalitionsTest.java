package dev.counterpoint.models.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoalitionsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 12})
  void shapleyValuesSumToWhatAllAddToNone(int modalities) {
    SplittableRandom random = new SplittableRandom(modalities);
    Coalitions coalitions = Coalitions.of(modalities, subset -> random.nextDouble());
    assertThat(Arrays.stream(coalitions.shapley()).sum())
        .isCloseTo(coalitions.all() - coalitions.none(), within(1e-6));
  }

  @Test
  void theGloveGame() {
    // Modality 0 has a left glove, 1 and 2 have right ones; a pair is worth 1.
    Coalitions gloves =
        Coalitions.of(3, subset -> (subset & 1) != 0 && (subset & 0b110) != 0 ? 1 : 0);
    assertThat(gloves.shapley())
        .containsExactly(new double[] {2 / 3.0, 1 / 6.0, 1 / 6.0}, within(1e-12));
  }

  @Test
  void ofTwoEachHasTheMeanOfWhatItAddsFirstAndLast() {
    double[] values = {0.1, 0.6, 0.4, 0.8};
    Coalitions two = Coalitions.of(2, subset -> values[subset]);
    assertThat(two.shapley()).containsExactly(new double[] {0.45, 0.25}, within(1e-12));
    assertThat(two.interaction(0, 1)).isCloseTo(0.8 - 0.6 - 0.4 + 0.1, within(1e-12));
    assertThat(two.alone(0)).isEqualTo(0.6);
    assertThat(two.without(0)).isEqualTo(0.4);
    assertThat(two.none()).isEqualTo(0.1);
    assertThat(two.all()).isEqualTo(0.8);
  }

  @Test
  void twoThatAreTheSameShareAndReplaceEachOther() {
    Coalitions same = Coalitions.of(2, subset -> subset == 0 ? 0.5 : 1);
    assertThat(same.shapley()).containsExactly(0.25, 0.25);
    assertThat(same.interaction(0, 1)).isEqualTo(-0.5);
  }

  @Test
  void oneThatIsIgnoredGetsNothing() {
    Coalitions ignored = Coalitions.of(3, subset -> (subset & 0b101) / 5.0);
    assertThat(ignored.shapley()[1]).isZero();
    assertThat(ignored.interaction(0, 1)).isZero();
  }

  @Test
  void anInteractionOfThreeIsTheMeanOverTheThird() {
    // Worth 1 only where all three are there.
    Coalitions all = Coalitions.of(3, subset -> subset == 7 ? 1 : 0);
    assertThat(all.interaction(0, 2)).isCloseTo(0.5, within(1e-12));
    assertThat(all.shapley())
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
  }

  @Test
  void refusesWhatWouldTakeTooLong() {
    assertThatThrownBy(() -> Coalitions.of(13, subset -> 0)).hasMessageContaining("1 .. 12");
    assertThatThrownBy(() -> Coalitions.of(0, subset -> 0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> Coalitions.of(2, subset -> 0).interaction(1, 1))
        .hasMessageContaining("two modalities");
  }
}
