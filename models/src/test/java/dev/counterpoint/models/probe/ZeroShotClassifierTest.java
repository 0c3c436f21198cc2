package dev.counterpoint.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class ZeroShotClassifierTest {

  @Test
  void aClassIsTheMeanDirectionOfItsPrompts() {
    // Class 0 has (1, 0) and (0, 1) whatever their lengths, so (0.7071, 0.7071); class 1 (-1, 0).
    FeatureMatrix prompts = new FeatureMatrix(new float[] {10, 0, 0, 0.1f, -3, 0}, 3, 2);
    try (NDManager manager = NDManager.newBaseManager()) {
      ZeroShotClassifier classifier =
          ZeroShotClassifier.of(prompts, new byte[] {0, 0, 1}, 2, manager);
      FeatureMatrix examples = new FeatureMatrix(new float[] {2, 0, -4, 3, 5, 5}, 3, 2);
      float[] scores = classifier.scores(examples);
      float half = (float) Math.sqrt(0.5);
      float[] expected = {half, -1, half * -0.2f, 0.8f, 1, -half};
      for (int i = 0; i < expected.length; i++) {
        assertThat(scores[i]).isEqualTo(expected[i], within(1e-6f));
      }
      assertThat(classifier.predict(examples)).containsExactly(0, 1, 0);
      assertThat(manager.getManagedArrays()).isEmpty();
    }
  }

  @Test
  void promptsThatGiveNoDirectionAreNamed() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FeatureMatrix prompts = new FeatureMatrix(new float[] {1, 0, -1, 0}, 2, 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ZeroShotClassifier.of(prompts, new byte[] {0, 0}, 2, manager))
          .withMessageContaining("the prompts of class 0 cancel each other");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ZeroShotClassifier.of(prompts, new byte[] {1, 1}, 2, manager))
          .withMessageContaining("class 0 has no prompt");
      FeatureMatrix zero = new FeatureMatrix(new float[2], 1, 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ZeroShotClassifier.of(zero, new byte[1], 1, manager))
          .withMessageContaining("prompt 0 has length zero");
    }
  }
}
