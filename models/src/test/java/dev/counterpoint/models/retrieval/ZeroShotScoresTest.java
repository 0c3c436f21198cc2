package dev.counterpoint.models.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.probe.FeatureMatrix;
import dev.counterpoint.models.probe.ZeroShotClassifier;
import org.junit.jupiter.api.Test;

class ZeroShotScoresTest {

  @Test
  void scoresOfThreeClassesByHand() {
    float[] scores = {0.9f, 0.1f, 0, 0.2f, 0.8f, 0.1f, 0.7f, 0.3f, 0.1f, 0.6f, 0.5f, 0.4f};
    ZeroShotScores found = ZeroShotScores.of(scores, new int[] {0, 1, 1, 0}, 3);
    assertThat(found.accuracy()).isEqualTo(0.75);
    assertThat(found.top5()).isEqualTo(1);
    assertThat(found.meanClassRecall()).isEqualTo(0.75);
    assertThat(found.chance()).isEqualTo(1 / 3.0);
    assertThat(found.chanceTop5()).isEqualTo(1);
    assertThat(found.majority()).isEqualTo(0.5);
  }

  @Test
  void meanRecallCountsClassesAndNotExamples() {
    // Always class 0: three of its examples right, none of the one of class 1.
    float[] scores = {1, 0, 1, 0, 1, 0, 1, 0};
    ZeroShotScores found = ZeroShotScores.of(scores, new int[] {0, 0, 0, 1}, 2);
    assertThat(found.accuracy()).isEqualTo(0.75).isEqualTo(found.majority());
    assertThat(found.meanClassRecall()).isEqualTo(0.5);
  }

  @Test
  void equalScoresGiveChance() {
    ZeroShotScores found = ZeroShotScores.of(new float[40], new int[] {3, 19}, 20);
    assertThat(found.accuracy()).isEqualTo(0.05, within(1e-12));
    assertThat(found.chance()).isEqualTo(0.05);
    assertThat(found.top5()).isEqualTo(found.chanceTop5(), within(1e-12));
  }

  @Test
  void moreClassesThanAByteHoldsHaveEnsemblesOfPrompts() {
    int classes = 300;
    float[] prompts = new float[2 * classes * classes];
    int[] classOf = new int[2 * classes];
    int[] labels = new int[classes];
    float[] pictures = new float[classes * classes];
    for (int k = 0; k < classes; k++) {
      classOf[2 * k] = k;
      classOf[2 * k + 1] = k;
      prompts[2 * k * classes + k] = 1;
      prompts[(2 * k + 1) * classes + k] = 1;
      prompts[(2 * k + 1) * classes + (k + 1) % classes] = 1;
      pictures[k * classes + k] = 2;
      labels[k] = k;
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      ZeroShotClassifier classifier =
          ZeroShotClassifier.of(
              new FeatureMatrix(prompts, 2 * classes, classes), classOf, classes, manager);
      float[] scores = classifier.scores(new FeatureMatrix(pictures, classes, classes));
      assertThat(ZeroShotScores.of(scores, labels, classes).accuracy()).isEqualTo(1);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroShotScores.of(new float[5], new int[] {0, 1}, 3))
        .withMessageContaining("5 scores are not those of 2 examples and 3 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroShotScores.of(new float[6], new int[] {0, 3}, 3))
        .withMessage("label 3 of example 1 is not in 0 .. 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroShotScores.of(new float[0], new int[0], 3))
        .withMessageContaining("at least one of each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroShotScores.of(new float[] {1, Float.NaN}, new int[] {0}, 2))
        .withMessage("the score of example 0 for class 1 is NaN");
  }
}
