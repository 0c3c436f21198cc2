package dev.counterpoint.models.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  /** Scores of two classes with these probabilities of class 1. */
  private static Logits ofProbabilities(double... ofOne) {
    float[] values = new float[ofOne.length * 2];
    for (int i = 0; i < ofOne.length; i++) {
      values[2 * i] = (float) Math.log(1 - ofOne[i]);
      values[2 * i + 1] = (float) Math.log(ofOne[i]);
    }
    return new Logits(values, ofOne.length, 2);
  }

  @Test
  void whatIsRightAsOftenAsItSaysIsCalibrated() {
    Calibration calibration =
        Calibration.of(ofProbabilities(0.75, 0.75, 0.75, 0.75), new int[] {1, 1, 0, 1}, 10);
    assertThat(calibration.expectedError()).isCloseTo(0, within(1e-6));
    assertThat(calibration.brier()).isCloseTo(0.375, within(1e-6));
    assertThat(calibration.negativeLogLikelihood())
        .isCloseTo(-(3 * Math.log(0.75) + Math.log(0.25)) / 4, within(1e-6));
  }

  @Test
  void aHandMadeCaseOfTwoBins() {
    // Confidences 0.6, 0.65 | 0.9, 0.95; right: one of two, none of two.
    Calibration calibration =
        Calibration.of(ofProbabilities(0.6, 0.35, 0.9, 0.05), new int[] {1, 1, 0, 1}, 5);
    assertThat(calibration.expectedError())
        .isCloseTo((2 * Math.abs(0.5 - 0.625) + 2 * 0.925) / 4, within(1e-6));
    assertThat(calibration.reliability())
        .extracting(ReliabilityBin::examples)
        .containsExactly(0, 0, 0, 2, 2);
    assertThat(calibration.reliability().get(3).accuracy()).isEqualTo(0.5);
    assertThat(calibration.reliability().get(4).confidence()).isCloseTo(0.925, within(1e-6));
    assertThat(calibration.reliability().get(0).accuracy()).isNull();
  }

  @Test
  void adaptiveBinsHoldEquallyMany() {
    // Two bins of two: (0.6 right, 0.7 wrong), (0.8 right, 0.9 right); equal widths put all in one.
    Calibration calibration =
        Calibration.of(ofProbabilities(0.6, 0.7, 0.8, 0.9), new int[] {1, 0, 1, 1}, 2);
    assertThat(calibration.adaptiveError())
        .isCloseTo(Math.abs(0.5 - 0.65) / 2 + Math.abs(1 - 0.85) / 2, within(1e-6));
    assertThat(calibration.expectedError()).isCloseTo(0, within(1e-6));
  }

  @Test
  void moreBinsThanExamplesAndScoresFarApartAreFine() {
    Logits sure = new Logits(new float[] {1_000, -1_000, -1_000, 1_000}, 2, 2);
    Calibration right = Calibration.of(sure, new int[] {0, 1}, 15);
    assertThat(right.expectedError()).isZero();
    assertThat(right.adaptiveError()).isZero();
    assertThat(right.negativeLogLikelihood()).isZero();
    Calibration wrong = Calibration.of(sure, new int[] {1, 0}, 15);
    assertThat(wrong.expectedError()).isEqualTo(1);
    assertThat(wrong.brier()).isEqualTo(2);
    assertThat(wrong.negativeLogLikelihood()).isEqualTo(2_000);
  }

  @Test
  void refusesLabelsThatDoNotFit() {
    Logits two = ofProbabilities(0.5, 0.5);
    assertThatThrownBy(() -> Calibration.of(two, new int[] {0}, 15))
        .hasMessageContaining("1 labels for 2 examples");
    assertThatThrownBy(() -> Calibration.of(two, new int[] {0, 2}, 15))
        .hasMessageContaining("label 2 of example 1");
    assertThatThrownBy(() -> Calibration.of(two, new int[] {0, 1}, 0))
        .hasMessageContaining("one bin");
  }
}
