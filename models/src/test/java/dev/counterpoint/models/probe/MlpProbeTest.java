package dev.counterpoint.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MlpProbeTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(2).purpose("mlp-probe");
  private static final MlpProbe SMALL = new MlpProbe(32, 10, 64, 1e-2);

  /** Exclusive or of the signs of the first two of four numbers. */
  private record Signs(FeatureMatrix features, int[] labels) {
    static Signs of(int rows, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] values = new float[4 * rows];
      int[] labels = new int[rows];
      for (int row = 0; row < rows; row++) {
        for (int d = 0; d < 4; d++) {
          values[4 * row + d] = (float) (5 + 3 * random.nextGaussian());
        }
        labels[row] = values[4 * row] > 5 ^ values[4 * row + 1] > 5 ? 1 : 0;
      }
      return new Signs(new FeatureMatrix(values, rows, 4), labels);
    }
  }

  @Test
  void readsWhatOnlyTwoFeaturesTogetherTell() {
    Signs train = Signs.of(1_500, 1);
    Signs held = Signs.of(300, 2);
    Signs test = Signs.of(1_000, 3);
    try (NDManager manager = NDManager.newBaseManager()) {
      MlpClassifier found =
          SMALL.fit(
              train.features(),
              train.labels(),
              held.features(),
              held.labels(),
              2,
              ADDRESS,
              manager);
      int before = manager.getManagedArrays().size();

      assertThat(found.scores(test.features()).accuracy(test.labels())).isGreaterThan(0.9);
      assertThat(manager.getManagedArrays()).hasSize(before);
      MlpClassifier again =
          SMALL.fit(
              train.features(),
              train.labels(),
              held.features(),
              held.labels(),
              2,
              ADDRESS,
              manager);
      assertThat(again.scores(test.features()).values())
          .isEqualTo(found.scores(test.features()).values());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Signs few = Signs.of(10, 1);
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  SMALL.fit(
                      few.features(),
                      new int[9],
                      few.features(),
                      few.labels(),
                      2,
                      ADDRESS,
                      manager))
          .withMessageContaining("9 labels for 10 examples");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new MlpProbe(0, 1, 1, 1));
  }
}
