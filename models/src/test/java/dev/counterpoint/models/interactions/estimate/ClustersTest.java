package dev.counterpoint.models.interactions.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClustersTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(1).purpose("clusters");

  /** Points around (10 k, 0), a third for each k. */
  private static FeatureMatrix blobs(int rows) {
    SplittableRandom random = new SplittableRandom(4);
    float[] values = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      values[2 * row] = (float) (10 * (row % 3) + random.nextGaussian());
      values[2 * row + 1] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(values, rows, 2);
  }

  @Test
  void pointsThatLieTogetherAreOneCluster() {
    FeatureMatrix points = blobs(300);

    int[] clusters = Clusters.fit(points, 3, ADDRESS).of(points);

    for (int row = 3; row < clusters.length; row++) {
      assertThat(clusters[row]).isEqualTo(clusters[row % 3]);
    }
    assertThat(clusters[0]).isNotEqualTo(clusters[1]).isNotEqualTo(clusters[2]);
    assertThat(clusters[1]).isNotEqualTo(clusters[2]);
  }

  @Test
  void theSameAddressGivesTheSameClusters() {
    FeatureMatrix points = blobs(100);

    assertThat(Clusters.fit(points, 7, ADDRESS).of(points))
        .isEqualTo(Clusters.fit(points, 7, ADDRESS).of(points));
  }

  @Test
  void asManyClustersAsExamplesIsTheMost() {
    FeatureMatrix points = blobs(5);

    assertThat(Clusters.fit(points, 5, ADDRESS).of(points))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThatThrownBy(() -> Clusters.fit(points, 6, ADDRESS))
        .isInstanceOf(ClusterCountException.class)
        .hasMessageContaining("6 clusters of 5 examples")
        .hasMessageContaining("at most 5 clusters");
    assertThatThrownBy(() -> Clusters.fit(points, 0, ADDRESS))
        .isInstanceOf(ClusterCountException.class);
  }

  @Test
  void featuresThatNeverVaryHaveNoClusters() {
    FeatureMatrix constant = new FeatureMatrix(new float[20], 10, 2);

    assertThatThrownBy(() -> Clusters.fit(constant, 2, ADDRESS))
        .isInstanceOf(ClusterCountException.class)
        .hasMessageContaining("of which 1 differ")
        .hasMessageContaining("never vary");
  }

  @Test
  void otherFeaturesAreRefused() {
    Clusters clusters = Clusters.fit(blobs(10), 2, ADDRESS);

    assertThatThrownBy(() -> clusters.of(new FeatureMatrix(new float[3], 1, 3)))
        .hasMessageContaining("clusters of 2 features, these examples have 3");
  }
}
