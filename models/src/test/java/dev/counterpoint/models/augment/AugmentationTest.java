package dev.counterpoint.models.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.augment.PhotometricAugmentation.Change;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(51);

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
  void switchedOffItHandsBackThePicturesThemselves() {
    NDArray pictures = random(2, 3, 4, 4);
    assertThat(Augmentation.NONE.warp(ADDRESS, 2).apply(pictures)).isSameAs(pictures);
    assertThat(Augmentation.NONE.recolor(pictures, ADDRESS)).isSameAs(pictures);
    assertThat(PhotometricAugmentation.simClr(0).isIdentity()).isTrue();
    assertThat(manager.getManagedArrays()).hasSize(1);
  }

  @Test
  void picturesThatAreNotDrawnStayBitForBit() {
    Augmentation rare =
        new Augmentation(
            GeometricAugmentation.NONE,
            new PhotometricAugmentation(0.8, 0.8, 0.8, 0.2, 1e-12, 1e-12, 1e-12, 1, 2));
    NDArray pictures = random(5, 3, 6, 6);
    assertThat(rare.recolor(pictures, ADDRESS).toFloatArray()).isEqualTo(pictures.toFloatArray());
  }

  @Test
  void brightnessContrastAndSaturationAreThoseOfTheirDefinitions() {
    // Two pixels: (0.2, 0.4, 0.6) and (0.6, 0.0, 0.2).
    NDArray picture =
        manager.create(new float[] {0.2f, 0.6f, 0.4f, 0, 0.6f, 0.2f}, new Shape(1, 3, 1, 2));
    double first = 0.299 * 0.2 + 0.587 * 0.4 + 0.114 * 0.6;
    double second = 0.299 * 0.6 + 0.114 * 0.2;
    double mean = (first + second) / 2;

    assertColors(picture, change(1.5, 1, 1, 0, false), 0.3, 0.6, 0.9, 0.9, 0, 0.3);
    assertColors(
        picture,
        change(1, 0.5, 1, 0, false),
        0.1 + mean / 2,
        0.2 + mean / 2,
        0.3 + mean / 2,
        0.3 + mean / 2,
        mean / 2,
        0.1 + mean / 2);
    assertColors(
        picture,
        change(1, 1, 0.25, 0, false),
        0.05 + 0.75 * first,
        0.1 + 0.75 * first,
        0.15 + 0.75 * first,
        0.15 + 0.75 * second,
        0.75 * second,
        0.05 + 0.75 * second);
    assertColors(picture, change(1, 1, 1, 0, true), first, first, first, second, second, second);
    // Brightness comes before contrast, and greyscale last.
    double a = 2 * (0.5 * first + 0.5 * mean);
    double b = 2 * (0.5 * second + 0.5 * mean);
    assertColors(picture, change(2, 0.5, 0.3, 0.2, true), a, a, a, b, b, b);
  }

  @Test
  void hueTurnsAroundTheGreyAxis() {
    double[][] half = ColorMap.matrix(change(1, 1, 1, 0.5, false));
    double[][] third = ColorMap.matrix(change(1, 1, 1, 1 / 3.0, false));
    double[] luma = {0.299, 0.587, 0.114};
    for (int column = 0; column < 3; column++) {
      double row = 0;
      double brightness = 0;
      for (int k = 0; k < 3; k++) {
        row += third[column][k];
        brightness += luma[k] * third[k][column];
        // half a turn twice, and a third three times, is a full turn
        assertThat(product(half, half, column, k)).isEqualTo(column == k ? 1 : 0, within(1e-6));
      }
      assertThat(row).isEqualTo(1, within(1e-5)); // grey stays grey
      assertThat(brightness).isEqualTo(luma[column], within(1e-5)); // Y stays
    }
    // Half a turn takes a colour to the other side of its grey.
    assertThat(half[0][0]).isEqualTo(2 * 0.299 - 1, within(1e-5));
  }

  @Test
  void blurKeepsFlatPicturesAndSpreadsAPointAsABell() {
    float[] point = new float[11 * 11];
    point[5 * 11 + 5] = 1;
    NDArray pictures =
        manager
            .create(point, new Shape(1, 1, 11, 11))
            .concat(manager.ones(new Shape(1, 1, 11, 11)));
    float[] blurred = GaussianBlur.apply(pictures, new double[] {1, 3}).toFloatArray();
    double norm = 0;
    for (int d = -5; d <= 5; d++) {
      norm += Math.exp(-d * d / 2.0);
    }
    assertThat(blurred[5 * 11 + 5]).isEqualTo((float) (1 / (norm * norm)), within(1e-4f));
    assertThat(blurred[5 * 11 + 6])
        .isEqualTo((float) (Math.exp(-0.5) / (norm * norm)), within(1e-4f));
    assertThat(blurred[4 * 11 + 7])
        .isEqualTo((float) (Math.exp(-2.5) / (norm * norm)), within(1e-4f));
    for (int i = 121; i < 242; i++) {
      assertThat(blurred[i]).isEqualTo(1, within(1e-5f));
    }
    NDArray oblong = random(2, 3, 4, 9);
    assertThat(GaussianBlur.apply(oblong, new double[] {0, 0}).toFloatArray())
        .isEqualTo(oblong.toFloatArray());
    assertThat(GaussianBlur.apply(oblong, new double[] {1, 2}).getShape())
        .isEqualTo(oblong.getShape());
  }

  @Test
  void drawsFollowFromTheAddressAndStayInRange() {
    Augmentation all =
        new Augmentation(
            new GeometricAugmentation(0.2, 0.5, 20, 0.1, 0.9, 1.1),
            PhotometricAugmentation.simClr(1).withBlur(0.5, 0.1, 2));
    NDArray pictures = random(8, 3, 12, 12);
    float[] one = all.recolor(all.warp(ADDRESS, 8).apply(pictures), ADDRESS).toFloatArray();
    float[] two = all.recolor(all.warp(ADDRESS, 8).apply(pictures), ADDRESS).toFloatArray();
    RandomAddress next = ADDRESS.at(1);
    float[] three = all.recolor(all.warp(next, 8).apply(pictures), next).toFloatArray();
    assertThat(two).isEqualTo(one);
    assertThat(three).isNotEqualTo(one);
    for (float value : one) {
      assertThat(value).isBetween(-1e-6f, 1 + 1e-5f);
    }
  }

  @Test
  void aPartIsDrawnAsOftenAsAsked() {
    Change[] changes =
        new PhotometricAugmentation(0.4, 0, 0, 0, 0.8, 0.2, 0.5, 0.1, 2).draw(ADDRESS, 4000);
    int jittered = 0;
    int grey = 0;
    int blurred = 0;
    for (Change change : changes) {
      jittered += change.brightness() != 1 ? 1 : 0;
      grey += change.greyscale() ? 1 : 0;
      blurred += change.sigma() > 0 ? 1 : 0;
      assertThat(change.brightness()).isBetween(0.6, 1.4);
      assertThat(change.contrast()).isEqualTo(1);
      assertThat(change.hue()).isEqualTo(0, within(0.0));
    }
    assertThat(jittered / 4000.0).isEqualTo(0.8, within(0.03));
    assertThat(grey / 4000.0).isEqualTo(0.2, within(0.03));
    assertThat(blurred / 4000.0).isEqualTo(0.5, within(0.03));
  }

  @Test
  void everythingBelongsToTheManagerOfThePictures() {
    int before = manager.getManagedArrays().size();
    try (NDManager step = manager.newSubManager()) {
      NDArray pictures = random(4, 3, 8, 8);
      pictures.attach(step);
      Augmentation all =
          new Augmentation(
              new GeometricAugmentation(0.2, 0.5, 20, 0.1, 0.9, 1.1),
              PhotometricAugmentation.simClr(1).withBlur(1, 0.5, 2));
      NDArray result = all.recolor(all.warp(ADDRESS, 4).apply(pictures), ADDRESS);
      assertThat(result.getManager()).isSameAs(step);
      // Those of a child count, too.
      assertThat(manager.getManagedArrays()).hasSameSizeAs(step.getManagedArrays());
    }
    assertThat(manager.getManagedArrays().size()).isEqualTo(before);
  }

  @Test
  void wrongShapesAndSettingsAreNamed() {
    Augmentation all =
        new Augmentation(
            new GeometricAugmentation(0.2, 0, 0, 0, 1, 1), PhotometricAugmentation.simClr(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all.recolor(random(2, 1, 4, 4), ADDRESS))
        .withMessageContaining("(2, 1, 4, 4)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all.warp(ADDRESS, 3).apply(random(2, 3, 4, 4)))
        .withMessageContaining("a warp of 3 pictures");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhotometricAugmentation(0, 0, 0, 0.6, 0, 0, 0, 1, 2))
        .withMessage("hue must be in [0.0, 0.5], found 0.6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PhotometricAugmentation.simClr(-1))
        .withMessageContaining("strength must be in");
  }

  private void assertColors(NDArray picture, Change change, double... rgbrgb) {
    float[] result = ColorMap.apply(picture, new Change[] {change}).toFloatArray();
    for (int pixel = 0; pixel < 2; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        assertThat(result[2 * channel + pixel])
            .isEqualTo((float) rgbrgb[3 * pixel + channel], within(1e-5f));
      }
    }
  }

  private static Change change(double b, double c, double s, double hue, boolean grey) {
    return new Change(b, c, s, hue, grey, 0);
  }

  private static double product(double[][] a, double[][] b, int row, int column) {
    return a[row][0] * b[0][column] + a[row][1] * b[1][column] + a[row][2] * b[2][column];
  }

  private NDArray random(int... shape) {
    long[] dimensions = Arrays.stream(shape).asLongStream().toArray();
    float[] values = new float[(int) new Shape(dimensions).size()];
    SplittableRandom random = new SplittableRandom(52);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return manager.create(values, new Shape(dimensions));
  }
}
