package dev.counterpoint.models.disagreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisagreementTrainingTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(1).purpose("disagreement");
  private static final DisagreementSettings SMALL =
      new DisagreementSettings(16, 4, 0.1, 10, 0.3, 3, 32, 1e-2);

  /** The first number is in both modalities, the other only here. */
  private static FeatureMatrix[] pairs(int rows) {
    SplittableRandom random = new SplittableRandom(3);
    float[] first = new float[2 * rows];
    float[] second = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      first[2 * row] = (float) random.nextGaussian();
      second[2 * row] = first[2 * row];
      first[2 * row + 1] = (float) random.nextGaussian();
      second[2 * row + 1] = (float) random.nextGaussian();
    }
    return new FeatureMatrix[] {
      new FeatureMatrix(first, rows, 2), new FeatureMatrix(second, rows, 2)
    };
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void everyMethodTrainsAndLeavesNothingBehind(Keeping keeping) {
    FeatureMatrix[] pairs = pairs(320);
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] once;
      try (DisagreementTraining towers =
          DisagreementTraining.of(pairs[0], pairs[1], keeping, SMALL, ADDRESS, manager)) {
        FeatureMatrix found = towers.represent(0, pairs[0]);
        assertThat(found.columns()).isEqualTo(4);
        assertThat(towers.lastLoss()).isFinite();
        int arrays = towers.learner().network().manager().getManagedArrays().size();
        once = towers.represent(0, pairs[0]).values();
        assertThat(towers.learner().network().manager().getManagedArrays()).hasSize(arrays);
      }
      try (DisagreementTraining longer =
              DisagreementTraining.of(
                  pairs[0], pairs[1], keeping, SMALL.withEpochs(9), ADDRESS, manager);
          DisagreementTraining again =
              DisagreementTraining.of(pairs[0], pairs[1], keeping, SMALL, ADDRESS, manager)) {
        assertThat(again.represent(0, pairs[0]).values()).isEqualTo(once);
        assertThat(longer.learner().network().manager().getManagedArrays())
            .hasSize(again.learner().network().manager().getManagedArrays().size());
        assertThat(longer.lastLoss()).isLessThan(again.lastLoss());
      }
      assertThat(Arrays.stream(box(once)).distinct().count()).isGreaterThan(100);
    }
  }

  private static Float[] box(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FeatureMatrix[] few = pairs(31);
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  DisagreementTraining.of(few[0], few[1], Keeping.WITHIN, SMALL, ADDRESS, manager))
          .withMessageContaining("31 and 31 examples")
          .withMessageContaining("a batch of 32");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DisagreementSettings(1, 3, 1, 1, 1, 1, 2, 1))
        .withMessageContaining("width must be even");
  }
}
