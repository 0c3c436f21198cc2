package dev.counterpoint.models.latentquality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatentQualityRunTest {

  private static final LatentQualitySettings THREE = LatentQualitySettings.THREE;

  @Test
  void eigenvectorsAreThoseOfTheMatrix() {
    double[][] a = {{4, 1, 0.5}, {1, 3, -0.2}, {0.5, -0.2, 1}};
    double[][] v = Matrices.leading(a, 2);
    double[][] av = Matrices.times(a, v);
    double previous = Double.POSITIVE_INFINITY;
    for (int c = 0; c < 2; c++) {
      double value = 0;
      double length = 0;
      for (int i = 0; i < 3; i++) {
        value += v[i][c] * av[i][c];
        length += v[i][c] * v[i][c];
      }
      assertThat(length).isCloseTo(1, within(1e-12));
      assertThat(value).isLessThan(previous);
      previous = value;
      assertThat(Matrices.eigenvalues(a)[2 - c]).isCloseTo(value, within(1e-9));
      for (int i = 0; i < 3; i++) {
        assertThat(av[i][c]).isCloseTo(value * v[i][c], within(1e-9));
      }
    }
  }

  /** The best head over a latent cannot do worse than the learned one, and the true one is 0. */
  @Test
  void qualityIsBetweenZeroAndTheRisk() {
    for (int examples : new int[] {5, 30, 100, 5_000}) {
      for (SubsetQuality subset : new LatentQualityRun(THREE, examples, 4).run()) {
        assertThat(subset.eta()).isNotNegative().isLessThanOrEqualTo(subset.risk() + 1e-9);
      }
    }
  }

  @Test
  void withManyExamplesAllModalitiesFindTheTrueLatentAndSubsetsCannot() {
    List<SubsetQuality> subsets = new LatentQualityRun(THREE, 50_000, 2).run();
    assertThat(subsets).hasSize(7);
    SubsetQuality all = subsets.get(6);
    assertThat(all.modalities()).containsExactly(0, 1, 2);
    assertThat(all.eta()).isLessThan(0.01);
    assertThat(all.risk()).isLessThan(0.02);
    for (SubsetQuality subset : subsets.subList(0, 6)) {
      assertThat(subset.eta()).isGreaterThan(all.eta());
    }
  }

  @Test
  void withoutNoiseAndWithEnoughExamplesTheLatentIsExact() {
    LatentQualitySettings exact =
        new LatentQualitySettings(List.of(4, 3), List.of(1.0, 2.0), 2, 5, 0);
    SubsetQuality all = new LatentQualityRun(exact, 50, 1).run().get(2);
    assertThat(all.eta()).isCloseTo(0, within(1e-6));
    assertThat(all.risk()).isCloseTo(0, within(1e-6));
  }

  /** Where hardly anything is clipped, the bounded risk is the exact one with the noise. */
  @Test
  void theBoundedRiskIsTheExactOneClippedAndTheBoundHolds() {
    for (int examples : new int[] {16, 100, 2_000}) {
      List<SubsetQuality> subsets = new LatentQualityRun(THREE, examples, 6).run();
      for (SubsetQuality one : subsets) {
        BoundedRisk bounded = one.bounded();
        assertThat(bounded.best()).isLessThanOrEqualTo(bounded.risk() + 1e-9);
        assertThat(bounded.risk()).isLessThanOrEqualTo(bounded.bound());
        // Clipping only lessens it; the noise is the same for all.
        double noise = THREE.outputs() * THREE.noise() * THREE.noise();
        assertThat(bounded.risk()).isLessThanOrEqualTo(1.05 * (one.risk() + noise));
        if (one.risk() < 3) {
          assertThat(bounded.risk()).isCloseTo(one.risk() + noise, within(0.3));
        }
        for (SubsetQuality other : subsets) {
          RiskBound bound = bounded.against(other.bounded());
          double gap = bounded.risk() - other.bounded().risk();
          assertThat(gap).isLessThanOrEqualTo(bound.value());
          assertThat(bound.complexity()).isPositive();
        }
      }
    }
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> new LatentQualityRun(THREE, 1, 1))
        .hasMessageContaining("at least 2 examples");
    assertThatThrownBy(() -> new LatentQualitySettings(List.of(3), List.of(1.0, 1.0), 1, 2, 1))
        .hasMessageContaining("strength above 0 for each modality");
    assertThatThrownBy(() -> new LatentQualitySettings(List.of(3), List.of(1.0), 2, 2, 1))
        .hasMessageContaining("fewer latent numbers than outputs");
  }
}
