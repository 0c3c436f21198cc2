package dev.counterpoint.models.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureChangesTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(3).purpose("test");

  /** Row i is (i, 7). */
  private static FeatureMatrix numbered(int rows) {
    float[] values = new float[rows * 2];
    for (int i = 0; i < rows; i++) {
      values[2 * i] = i;
      values[2 * i + 1] = 7;
    }
    return new FeatureMatrix(values, rows, 2);
  }

  private static int[] moved(FeatureMatrix permuted) {
    return IntStream.range(0, permuted.rows()).filter(i -> permuted.at(i, 0) != i).toArray();
  }

  @Test
  void aPermutationMovesTheShareAndKeepsTheSet() {
    FeatureMatrix half = FeatureChanges.permuted(numbered(100), 0.5, ADDRESS);
    assertThat(moved(half)).hasSize(50);
    float[] sorted = half.values().clone();
    float[] before = numbered(100).values();
    Arrays.sort(sorted);
    Arrays.sort(before);
    assertThat(sorted).isEqualTo(before);
    assertThat(moved(FeatureChanges.permuted(numbered(100), 1, ADDRESS))).hasSize(100);
    assertThat(moved(FeatureChanges.permuted(numbered(100), 0, ADDRESS))).isEmpty();
    assertThat(moved(FeatureChanges.permuted(numbered(1), 1, ADDRESS))).isEmpty();
  }

  @Test
  void aSmallerShareIsAmongALarger() {
    int[] few = moved(FeatureChanges.permuted(numbered(40), 0.25, ADDRESS));
    int[] more = moved(FeatureChanges.permuted(numbered(40), 0.75, ADDRESS));
    assertThat(few).hasSize(10);
    assertThat(more).contains(few);
  }

  @Test
  void noiseGrowsWithItsLevelAndSparesWhatNeverVaries() {
    FeatureMatrix features = numbered(1_000);
    FeatureSpread spread = FeatureSpread.of(features);
    assertThat(spread.mean()).containsExactly(499.5f, 7);
    assertThat(spread.deviation()[0]).isCloseTo((float) Math.sqrt(999_999 / 12.0), within(1e-2f));
    FeatureMatrix small = FeatureChanges.noisy(features, 0.5, spread.deviation(), ADDRESS);
    FeatureMatrix large = FeatureChanges.noisy(features, 1, spread.deviation(), ADDRESS);
    double squares = 0;
    for (int i = 0; i < 1_000; i++) {
      assertThat(small.at(i, 1)).isEqualTo(7);
      double noise = large.at(i, 0) - i;
      assertThat(small.at(i, 0) - i).isCloseTo((float) (noise / 2), within(1e-3f));
      squares += noise * noise;
    }
    assertThat(Math.sqrt(squares / 1_000) / spread.deviation()[0]).isCloseTo(1, within(0.1));
  }

  @Test
  void whatIsAbsentIsZeroOrTheMean() {
    assertThat(FeatureChanges.zeros(numbered(3)).values()).containsOnly(0);
    assertThat(FeatureChanges.constant(numbered(2), new float[] {4, 5}).values())
        .containsExactly(4, 5, 4, 5);
  }
}
