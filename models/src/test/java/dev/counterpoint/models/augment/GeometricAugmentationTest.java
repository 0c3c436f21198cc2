package dev.counterpoint.models.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import org.junit.jupiter.api.Test;

class GeometricAugmentationTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(41);
  private static final int N = 2000;

  @Test
  void switchedOffItIsTheIdentity() {
    assertThat(GeometricAugmentation.NONE.isIdentity()).isTrue();
    float[] maps = GeometricAugmentation.NONE.maps(ADDRESS, 2, 28, 28);
    float[] identity = {1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0};
    for (int i = 0; i < maps.length; i++) {
      assertThat(maps[i]).isEqualTo(identity[i], within(0f));
    }
  }

  @Test
  void cropsKeepTheirAreaAspectAndPlace() {
    float[] maps = new GeometricAugmentation(0.25, 0, 0, 0, 1, 1).maps(ADDRESS, N, 20, 40);
    double smallest = 1;
    double sum = 0;
    for (int i = 0; i < N; i++) {
      double width = maps[6 * i];
      double height = maps[6 * i + 4];
      double aspect = width * 40 / (height * 20); // in pixels
      boolean whole = width == 1 && height == 1; // where ten tries did not fit
      assertThat(whole || aspect > 0.7499 && aspect < 1.3334).isTrue();
      assertThat(Math.abs(maps[6 * i + 2]) + width).isLessThan(1 + 1e-6);
      assertThat(Math.abs(maps[6 * i + 5]) + height).isLessThan(1 + 1e-6);
      smallest = Math.min(smallest, width * height);
      sum += maps[6 * i + 2];
    }
    assertThat(smallest).isBetween(0.2499, 0.27);
    assertThat(sum / N).isEqualTo(0, within(0.05));
  }

  @Test
  void flipsAsOftenAsAsked() {
    float[] maps = new GeometricAugmentation(1, 0.3, 0, 0, 1, 1).maps(ADDRESS, N, 28, 28);
    int flipped = 0;
    for (int i = 0; i < N; i++) {
      assertThat(Math.abs(maps[6 * i])).isEqualTo(1);
      flipped += maps[6 * i] < 0 ? 1 : 0;
    }
    assertThat(flipped / (double) N).isEqualTo(0.3, within(0.04));
  }

  @Test
  void turnsScalesAndShiftsWithinTheirBounds() {
    float[] maps = new GeometricAugmentation(1, 0, 30, 0.1, 0.8, 1.25).maps(ADDRESS, N, 28, 28);
    double steepest = 0;
    double farthest = 0;
    for (int i = 0; i < N; i++) {
      double a = maps[6 * i];
      double b = maps[6 * i + 1];
      double scale = 1 / Math.hypot(a, b);
      assertThat(scale).isBetween(0.7999, 1.2501);
      assertThat(maps[6 * i + 4]).isEqualTo((float) a);
      assertThat(maps[6 * i + 3]).isEqualTo((float) -b);
      steepest = Math.max(steepest, Math.toDegrees(Math.abs(Math.atan2(b, a))));
      double shiftX = -(a * maps[6 * i + 2] - b * maps[6 * i + 5]) * scale * scale;
      farthest = Math.max(farthest, Math.abs(shiftX) / 2);
    }
    assertThat(steepest).isBetween(29.0, 30.001);
    assertThat(farthest).isBetween(0.098, 0.1001);
  }

  @Test
  void aTurnIsATurnInPixelsAlsoWherePicturesAreNotSquare() {
    float[] maps = new GeometricAugmentation(1, 0, 90, 0, 1, 1).maps(ADDRESS, 20, 10, 30);
    for (int i = 0; i < 20; i++) {
      // In pixels: (a, b W/H; d H/W, e) must be orthogonal with determinant 1.
      double a = maps[6 * i];
      double b = maps[6 * i + 1] * 3;
      double d = maps[6 * i + 3] / 3;
      double e = maps[6 * i + 4];
      assertThat(a * e - b * d).isEqualTo(1, within(1e-5));
      assertThat(a * b + d * e).isEqualTo(0, within(1e-5));
    }
  }

  @Test
  void aPictureFollowsFromTheAddressWhateverTheBatch() {
    GeometricAugmentation augmentation = new GeometricAugmentation(0.2, 0.5, 20, 0.1, 0.9, 1.1);
    float[] few = augmentation.maps(ADDRESS, 3, 28, 28);
    float[] many = augmentation.maps(ADDRESS, 8, 28, 28);
    assertThat(many).startsWith(few);
    assertThat(augmentation.maps(RandomAddress.seed(42), 3, 28, 28)).isNotEqualTo(few);
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeometricAugmentation(0, 0, 0, 0, 1, 1))
        .withMessage("smallest crop must be in (0, 1.0], found 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeometricAugmentation(1, Double.NaN, 0, 0, 1, 1))
        .withMessage("flip probability must be in [0.0, 1.0], found NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeometricAugmentation(1, 0, 0, 0, 1.5, 1.2))
        .withMessage("largest scale must be at least 1.5, found 1.2");
  }
}
