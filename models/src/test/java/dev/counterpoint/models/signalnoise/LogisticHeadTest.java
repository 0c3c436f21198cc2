package dev.counterpoint.models.signalnoise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticHeadTest {

  @Test
  void namesWhatCanBeTold() {
    double[][] features = {{1, 5}, {2, 5}, {-1, 5}, {-3, 5}};
    int[] labels = {1, 1, -1, -1};
    LogisticHead head = LogisticHead.fit(features, labels, 1e-4);
    assertThat(head.accuracy(features, labels)).isEqualTo(1);
    assertThat(head.accuracy(new double[][] {{10, 7}, {-10, 0}}, new int[] {1, 1})).isEqualTo(0.5);
  }

  @Test
  void doesNotDependOnTheUnitsOfFeatures() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] features = new double[40][4];
    double[][] scaled = new double[40][4];
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 3 == 0 ? -1 : 1;
      for (int r = 0; r < 4; r++) {
        features[i][r] = random.nextGaussian() + (r == 1 ? 0.7 * labels[i] : 0);
        scaled[i][r] = 1e-6 * features[i][r] - 3;
      }
    }
    double accuracy = LogisticHead.fit(features, labels, 0.01).accuracy(features, labels);
    assertThat(LogisticHead.fit(scaled, labels, 0.01).accuracy(scaled, labels))
        .isEqualTo(accuracy)
        .isGreaterThan(0.7);
  }

  @Test
  void constantFeaturesSayNothingAndDoNoHarm() {
    double[][] features = {{2, 0}, {2, 0}, {2, 0}};
    assertThat(
            LogisticHead.fit(features, new int[] {1, 1, -1}, 0.01)
                .accuracy(features, new int[] {1, 1, 1}))
        .isEqualTo(1);
  }
}
