package dev.counterpoint.models.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogitsTest {

  private static final Logits ONE = new Logits(new float[] {1, 0, 0, 0, 2, 2}, 2, 3);

  @Test
  void ofEqualScoresTheLowerClassIsPredicted() {
    assertThat(ONE.predict()).containsExactly(0, 1);
    assertThat(ONE.accuracy(new int[] {0, 2})).isEqualTo(0.5);
  }

  @Test
  void aSumAddsScoresAndAMixtureProbabilities() {
    Logits other = new Logits(new float[] {0, 3, 0, 1, 0, 0}, 2, 3);
    assertThat(Logits.sum(List.of(ONE, other)).values()).containsExactly(1, 3, 0, 1, 2, 2);
    double expected =
        (Math.exp(ONE.logProbabilities(0)[1]) + Math.exp(other.logProbabilities(0)[1])) / 2;
    Logits mixture = Logits.mixture(List.of(ONE, other));
    assertThat(Math.exp(mixture.logProbabilities(0)[1])).isCloseTo(expected, within(1e-6));
    Logits sure = new Logits(new float[] {2_000, 0}, 1, 2);
    assertThat(Logits.mixture(List.of(sure, sure)).predict()).containsExactly(0);
  }

  @Test
  void divergenceIsZeroOfTheSameAndLogTwoOfOpposites() {
    assertThat(Divergence.jensenShannon(ONE, ONE)).isZero();
    Logits yes = new Logits(new float[] {1_000, 0}, 1, 2);
    Logits no = new Logits(new float[] {0, 1_000}, 1, 2);
    assertThat(Divergence.jensenShannon(yes, no)).isCloseTo(Math.log(2), within(1e-12));
    Logits even = new Logits(new float[] {0, 0}, 1, 2);
    // KL((1, 0) || (3/4, 1/4)) and KL((1/2, 1/2) || (3/4, 1/4)).
    double expected = (Math.log(4 / 3.0) + 0.5 * Math.log(2 / 3.0) + 0.5 * Math.log(2)) / 2;
    assertThat(Divergence.jensenShannon(yes, even)).isCloseTo(expected, within(1e-12));
    assertThat(Divergence.jensenShannon(even, yes)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void refusesWhatIsNoScore() {
    assertThatThrownBy(() -> new Logits(new float[] {0, Float.NaN}, 1, 2))
        .isInstanceOf(NonFiniteScoresException.class)
        .hasMessageContaining("class 1 for example 0 is NaN");
    assertThatThrownBy(() -> new Logits(new float[3], 1, 2)).hasMessageContaining("3 values");
    assertThatThrownBy(() -> Logits.sum(List.of(ONE, new Logits(new float[2], 1, 2))))
        .hasMessageContaining("same examples");
  }
}
