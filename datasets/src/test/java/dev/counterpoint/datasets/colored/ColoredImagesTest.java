package dev.counterpoint.datasets.colored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.digits.LabeledImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ColoredImagesTest {

  /** Two pictures of 1x2 pixels: no ink and full ink; half ink and a fifth. */
  private static final byte[] PIXELS = {0, (byte) 255, (byte) 128, 51};

  private static final int RED = 0;
  private static final int ORANGE = 8;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private ColoredImages images(ColorPlacement placement, Palette palette, byte... colors) {
    LabeledImages grey = new LabeledImages("two", PIXELS, 1, 2, new byte[] {0, 1}, 2);
    return new ColoredImages(
        manager, new ColoredDigits("two", grey, new byte[] {0, 1}, colors, palette, placement));
  }

  private float[] pictures(ColoredImages images, long... index) {
    return images.pictures(manager.create(index)).toFloatArray();
  }

  @Test
  void aColouredDigitIsColourTimesInk() {
    try (ColoredImages images =
        images(ColorPlacement.DIGIT, Palette.TEN, (byte) RED, (byte) ORANGE)) {
      assertThat(pictures(images, 0)).containsExactly(0, 1, 0, 0, 0, 0);
      float half = 128 / 255f;
      assertThat(pictures(images, 1))
          .containsExactly(
              new float[] {half, 0.2f, half * 165 / 255, 0.2f * 165 / 255, 0, 0}, within(1e-6f));
    }
  }

  @Test
  void aColouredGroundIsColourTimesWhatIsNotInk() {
    try (ColoredImages images =
        images(ColorPlacement.BACKGROUND, Palette.TEN, (byte) RED, (byte) ORANGE)) {
      assertThat(pictures(images, 0)).containsExactly(1, 0, 0, 0, 0, 0);
      float half = 127 / 255f;
      assertThat(pictures(images, 1))
          .containsExactly(
              new float[] {half, 0.8f, half * 165 / 255, 0.8f * 165 / 255, 0, 0}, within(1e-6f));
    }
  }

  @Test
  void twoColoursCanBeTwoChannels() {
    try (ColoredImages images =
        images(ColorPlacement.DIGIT, Palette.TWO_CHANNELS, (byte) 1, (byte) 0)) {
      NDArray pictures = images.pictures(manager.create(new long[] {0}));
      assertThat(pictures.getShape()).isEqualTo(new Shape(1, 2, 1, 2));
      assertThat(pictures.toFloatArray()).containsExactly(0, 0, 0, 1);
    }
  }

  @Test
  void picturesComeInTheOrderOfTheIndex() {
    try (ColoredImages images = images(ColorPlacement.DIGIT, Palette.TEN, (byte) RED, (byte) RED)) {
      float[] both = pictures(images, 1, 0);
      assertThat(both[1]).isEqualTo(0.2f, within(1e-6f));
      assertThat(both[7]).isEqualTo(1f);
    }
  }

  @Test
  void warpingInkBeforeColouringEqualsWarpingTheColouredPicture() {
    for (ColorPlacement placement : ColorPlacement.values()) {
      try (ColoredImages images = images(placement, Palette.TEN, (byte) ORANGE, (byte) RED)) {
        NDArray index = manager.create(new long[] {0, 1});
        NDArray before = images.pictures(index, ink -> ink.flip(3));
        NDArray after = images.pictures(index).flip(3);
        assertThat(before.allClose(after)).isTrue();
      }
    }
  }

  @Test
  void picturesBelongToTheManagerOfTheIndexAndLeaveNothingBehind() {
    try (ColoredImages images = images(ColorPlacement.DIGIT, Palette.TEN, (byte) 1, (byte) 2)) {
      int before = manager.getManagedArrays().size();
      for (int i = 0; i < 10; i++) {
        try (NDManager step = manager.newSubManager()) {
          NDArray pictures = images.pictures(step.create(new long[] {0, 1}));
          assertThat(pictures.getManager()).isSameAs(step);
        }
      }
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }
}
