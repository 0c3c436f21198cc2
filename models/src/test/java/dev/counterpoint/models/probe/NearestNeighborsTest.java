package dev.counterpoint.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import org.junit.jupiter.api.Test;

class NearestNeighborsTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(1);

  @Test
  void theMajorityOfTheNeighboursDecides() {
    // Directions at 0, 10, 20, 90 degrees, of different lengths.
    FeatureMatrix bank = directions(new double[] {0, 10, 20, 90}, new double[] {1, 5, 0.1, 100});
    byte[] labels = {0, 1, 1, 2};
    try (NDManager manager = NDManager.newBaseManager()) {
      NearestNeighbors one = NearestNeighbors.fit(bank, labels, 3, 1, 100, ADDRESS, manager);
      NearestNeighbors three = NearestNeighbors.fit(bank, labels, 3, 3, 100, ADDRESS, manager);
      FeatureMatrix query = directions(new double[] {-5, 80}, new double[] {3, 0.01});
      assertThat(one.predict(query)).containsExactly(0, 2);
      assertThat(three.predict(query)).containsExactly(1, 1);
      assertThat(manager.getManagedArrays()).hasSize(0);
    }
  }

  @Test
  void ofEquallyFrequentClassesTheNearestWins() {
    FeatureMatrix bank = directions(new double[] {0, 10, 20, 30}, new double[] {1, 1, 1, 1});
    try (NDManager manager = NDManager.newBaseManager()) {
      NearestNeighbors four =
          NearestNeighbors.fit(bank, new byte[] {1, 0, 0, 1}, 2, 4, 100, ADDRESS, manager);
      FeatureMatrix query = directions(new double[] {-5, 13}, new double[] {1, 1});
      assertThat(four.predict(query)).containsExactly(1, 0);
      // k above the bank means all of it
      NearestNeighbors twenty =
          NearestNeighbors.fit(
              bank, new byte[] {1, 0, 0, 1}, 2, NearestNeighbors.DEFAULT_K, 100, ADDRESS, manager);
      assertThat(twenty.predict(query)).containsExactly(1, 0);
    }
  }

  @Test
  void aLargeBankIsDrawnFromAndAgreesWithBruteForce() {
    Blobs blobs = Blobs.draw(21, 9000, 4, 3, 1.0);
    int[] rows = new int[2000]; // more than one chunk of 2^23 / 9000 = 932 rows
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i * 4;
    }
    FeatureMatrix queries = blobs.features.select(rows);
    try (NDManager manager = NDManager.newBaseManager()) {
      NearestNeighbors all =
          NearestNeighbors.fit(blobs.features, blobs.labels, 3, 1, 9000, ADDRESS, manager);
      // each query is in the bank, so that its nearest neighbour is itself
      assertThat(Confusion.of(Labels.select(blobs.labels, rows), all.predict(queries), 3))
          .satisfies(confusion -> assertThat(confusion.accuracy()).isGreaterThan(0.999));
      NearestNeighbors drawn =
          NearestNeighbors.fit(blobs.features, blobs.labels, 3, 1, 500, ADDRESS, manager);
      assertThat(Confusion.of(Labels.select(blobs.labels, rows), drawn.predict(queries), 3))
          .satisfies(confusion -> assertThat(confusion.accuracy()).isBetween(0.4, 0.95));
    }
  }

  @Test
  void kBelowOneIsAnError() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FeatureMatrix bank = directions(new double[] {0}, new double[] {1});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NearestNeighbors.fit(bank, new byte[1], 2, 0, 10, ADDRESS, manager))
          .withMessageContaining("at least 1, found 0 and 10");
    }
  }

  private static FeatureMatrix directions(double[] degrees, double[] lengths) {
    float[] values = new float[2 * degrees.length];
    for (int i = 0; i < degrees.length; i++) {
      values[2 * i] = (float) (lengths[i] * Math.cos(Math.toRadians(degrees[i])));
      values[2 * i + 1] = (float) (lengths[i] * Math.sin(Math.toRadians(degrees[i])));
    }
    return new FeatureMatrix(values, degrees.length, 2);
  }
}
