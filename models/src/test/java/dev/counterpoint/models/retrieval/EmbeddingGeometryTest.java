package dev.counterpoint.models.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddingGeometryTest {

  /** The four directions of a plane, of different lengths. */
  private static final FeatureMatrix CROSS =
      new FeatureMatrix(new float[] {2, 0, 0, 1, -3, 0, 0, -0.5f}, 4, 2);

  private static final FeatureMatrix EAST =
      new FeatureMatrix(new float[] {1, 0, 5, 0, 1, 0, 2, 0}, 4, 2);

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theGapIsTheDistanceOfTheCentroids() {
    assertThat(EmbeddingGeometry.modalityGap(CROSS, EAST)).isEqualTo(1, within(1e-7));
    assertThat(EmbeddingGeometry.modalityGap(EAST, EAST)).isZero();
    FeatureMatrix west = new FeatureMatrix(new float[] {-4, 0}, 1, 2);
    assertThat(EmbeddingGeometry.modalityGap(EAST, west)).isEqualTo(2, within(1e-7));
  }

  @Test
  void alignmentIsTheMeanSquaredDistanceOfPartners() {
    // Squared distances 0, 2, 4, 2.
    assertThat(EmbeddingGeometry.alignment(CROSS, EAST)).isEqualTo(2, within(1e-7));
    assertThat(EmbeddingGeometry.alignment(CROSS, CROSS)).isZero();
  }

  @Test
  void uniformityOfTheCrossByHand() {
    // Of six pairs four have the squared distance 2 and two have 4.
    double expected = Math.log((4 * Math.exp(-4) + 2 * Math.exp(-8)) / 6);
    assertThat(EmbeddingGeometry.uniformity(CROSS, manager)).isEqualTo(expected, within(1e-5));
    assertThat(EmbeddingGeometry.uniformity(EAST, manager)).isEqualTo(0, within(1e-6));
  }

  @Test
  void uniformityInBlocksIsThatOfAllPairs() {
    int n = 3000;
    SplittableRandom random = new SplittableRandom(9);
    float[] angles = new float[2 * n];
    double[] angle = new double[n];
    for (int i = 0; i < n; i++) {
      angle[i] = random.nextDouble() * Math.PI;
      angles[2 * i] = (float) Math.cos(angle[i]);
      angles[2 * i + 1] = (float) Math.sin(angle[i]);
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * Math.exp(4 * Math.cos(angle[i] - angle[j]) - 4);
      }
    }
    assertThat(EmbeddingGeometry.uniformity(new FeatureMatrix(angles, n, 2), manager))
        .isEqualTo(Math.log(sum / n / (n - 1)), within(1e-5));
  }

  @Test
  void effectiveDimensionsCountTheAxesThatVary() {
    assertThat(EmbeddingGeometry.effectiveDimensions(CROSS, manager)).isEqualTo(2, within(1e-6));
    assertThat(EmbeddingGeometry.effectiveDimensions(EAST, manager)).isZero();
    FeatureMatrix line = new FeatureMatrix(new float[] {1, 0, 0, -1, 0, 0}, 2, 3);
    assertThat(EmbeddingGeometry.effectiveDimensions(line, manager)).isEqualTo(1, within(1e-6));
    // Variances 1/2, 1/4, 1/4 of the axes: (sum)^2 / (sum of squares) = 1 / (3/8).
    FeatureMatrix axes =
        new FeatureMatrix(
            new float[] {
              1, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1
            },
            8,
            3);
    assertThat(EmbeddingGeometry.effectiveDimensions(axes, manager))
        .isEqualTo(8 / 3.0, within(1e-6));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FeatureMatrix one = new FeatureMatrix(new float[] {1, 0}, 1, 2);
    FeatureMatrix none = new FeatureMatrix(new float[0], 0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingGeometry.alignment(CROSS, one))
        .withMessageContaining("4 and 1 rows: expected pairs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingGeometry.modalityGap(CROSS, none))
        .withMessageContaining("(0, 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingGeometry.uniformity(one, manager))
        .withMessageContaining("two rows, found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingGeometry.effectiveDimensions(none, manager))
        .withMessageContaining("no row");
  }
}
