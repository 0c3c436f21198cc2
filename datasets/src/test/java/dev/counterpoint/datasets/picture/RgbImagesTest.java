package dev.counterpoint.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RgbImagesTest {

  @Test
  void aPixelIsFoundByImageRowAndColumn() {
    byte[] rgb = new byte[2 * 2 * 3 * 3];
    rgb[(1 * 6 + 1 * 3 + 2) * 3] = (byte) 0xFE;
    rgb[(1 * 6 + 1 * 3 + 2) * 3 + 1] = 0x10;
    rgb[(1 * 6 + 1 * 3 + 2) * 3 + 2] = (byte) 0x80;
    RgbImages images = new RgbImages(rgb, 2, 2, 3);

    assertThat(images.pixel(1, 1, 2)).isEqualTo(0xFE1080);
    assertThat(images.pixel(0, 1, 2)).isZero();
    assertThatThrownBy(() -> images.pixel(0, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void greyImagesBecomeColourImages() {
    RgbImages images = RgbImages.ofGrey(new byte[] {0, 1, (byte) 0xFF, 7}, 2, 1, 2);
    assertThat(images.pixel(0, 0, 1)).isEqualTo(0x010101);
    assertThat(images.pixel(1, 0, 0)).isEqualTo(0xFFFFFF);
  }

  @Test
  void noImagesAreFine() {
    assertThat(new RgbImages(new byte[0], 0, 28, 28).count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 2", "-1, 2, 2", "1, 0, 4", "1, -2, -2", "0, 2, 2", "1, 65536, 65536"})
  void bytesThatDoNotFitTheShapeAreRefused(int count, int height, int width) {
    assertThatThrownBy(() -> new RgbImages(new byte[12], count, height, width))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 bytes are not %d images of %d x %d", count, height, width);
  }
}
