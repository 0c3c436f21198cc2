package dev.counterpoint.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConfusionTest {

  @Test
  void countsLabelsAgainstPredictions() {
    Confusion confusion = Confusion.of(new byte[] {0, 0, 0, 1}, new int[] {0, 0, 1, 1}, 3);
    assertThat(confusion.counts()).isDeepEqualTo(new int[][] {{2, 1, 0}, {0, 1, 0}, {0, 0, 0}});
    assertThat(confusion.size()).isEqualTo(4);
    assertThat(confusion.accuracy()).isEqualTo(0.75);
    assertThat(confusion.accuracy(0)).isEqualTo(2 / 3.0);
    assertThat(confusion.accuracy(2)).isNaN();
  }

  @Test
  void aPredictionThatIsNoClassIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Confusion.of(new byte[] {0, 1}, new int[] {0, 2}, 2))
        .withMessageContaining("prediction 2 of example 1 is not in 0 .. 1");
  }

  @Test
  void tellsShapeFromColorWhereTheyDisagree() {
    byte[] shapes = {0, 0, 0, 1, 1, 2};
    byte[] colors = {0, 1, 1, 0, 3, 0};
    int[] predictions = {0, 0, 1, 2, 1, 2};
    ShapeColorConfusion confusion = ShapeColorConfusion.of(shapes, colors, predictions, 3, 4);
    // In conflict are examples 1, 2, 3 and 5; the colour of example 4 is that of no class.
    assertThat(confusion.conflicts()).isEqualTo(4);
    assertThat(confusion.followShape()).isEqualTo(0.5);
    assertThat(confusion.followColor()).isEqualTo(0.25);
    assertThat(confusion.followNeither()).isEqualTo(0.25);
    assertThat(confusion.accuracyByClass()).containsExactly(2 / 3.0, 0.5, 1);
    assertThat(confusion.accuracyByColor()).containsExactly(2 / 3.0, 0.5, Double.NaN, 1);
  }

  @Test
  void withoutConflictsTheSharesAreUndefined() {
    ShapeColorConfusion confusion =
        ShapeColorConfusion.of(new byte[] {0, 1}, new byte[] {0, 1}, new int[] {0, 0}, 2, 2);
    assertThat(confusion.conflicts()).isZero();
    assertThat(confusion.followShape()).isNaN();
    assertThat(confusion.followNeither()).isNaN();
  }
}
