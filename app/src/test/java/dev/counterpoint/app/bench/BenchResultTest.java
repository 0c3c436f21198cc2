package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BenchResultTest {

  private static final double[] NONE = {};

  @Test
  void comparesRoundByRoundAndTakesTheMedianOfTheRatios() {
    // The machine was half as fast in the second round: no ratio shows it.
    BenchResult result =
        BenchResult.of("x", "samples/s", new double[] {110, 45, 100}, new double[] {100, 50, 100});
    assertThat(result.ratio()).isEqualTo(1.0);
    assertThat(result.low()).isEqualTo(0.9);
    assertThat(result.high()).isEqualTo(1.1);
    assertThat(result.ours()).isEqualTo(100);
    assertThat(result.peer()).isEqualTo(100);
  }

  @Test
  void takesTheMeanOfTheMiddleTwoOfAnEvenNumberOfRounds() {
    BenchResult result =
        BenchResult.of("x", "samples/s", new double[] {1, 2, 3, 10}, new double[] {1, 1, 1, 1});
    assertThat(result.ratio()).isEqualTo(2.5);
  }

  @Test
  void isOneLineOfJsonWithTheFieldsInThisOrder() {
    BenchResult result =
        BenchResult.of(
            "train-step.small-cnn.b256", "samples/s", new double[] {7500.06}, new double[] {7000});
    assertThat(result.toJson())
        .isEqualTo(
            "{\"id\":\"train-step.small-cnn.b256\",\"ours\":7500.1,\"peer\":7000.0,"
                + "\"unit\":\"samples/s\",\"ratio\":1.0714,\"low\":1.0714,\"high\":1.0714,"
                + "\"bar\":1.0}");
  }

  @Test
  void hasNullsInJsonWhereThePeerWasNotMeasured() {
    assertThat(BenchResult.of("x", "samples/s", new double[] {1, 2, 3}, NONE).toJson())
        .isEqualTo(
            "{\"id\":\"x\",\"ours\":2.0,\"peer\":null,\"unit\":\"samples/s\","
                + "\"ratio\":null,\"low\":null,\"high\":null,\"bar\":null}");
  }

  @Test
  void refusesSidesWithDifferentNumbersOfRounds() {
    assertThatThrownBy(
            () -> BenchResult.of("x", "samples/s", new double[] {1, 2}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x: 2 rounds of ours, 1 of the peer");
  }
}
