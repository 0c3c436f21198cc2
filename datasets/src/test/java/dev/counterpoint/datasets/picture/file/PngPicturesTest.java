package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG of every depth, with and without alpha. */
class PngPicturesTest {

  private static final PictureReader READER = new PictureReader();

  @Test
  void transparencyIsLaidOverWhite() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00FF0000);
    image.setRGB(1, 0, 0x80FF0000);
    image.setRGB(2, 0, 0xFF204060);

    Picture picture = read(image);

    // 255 * (255 - 128) / 255 = 127 of white remains.
    assertThat(pixels(picture)).containsExactly(0xFFFFFF, 0xFF7F7F, 0x204060);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void palettesOfEveryDepthKeepTheirColours(int bits) {
    byte[] levels = {(byte) 200, 10};
    IndexColorModel colors = new IndexColorModel(bits, 2, levels, levels, new byte[] {0, 99}, 1);
    WritableRaster raster = colors.createCompatibleWritableRaster(3, 1);
    raster.setSample(0, 0, 0, 0);
    raster.setSample(1, 0, 0, 1);
    raster.setSample(2, 0, 0, 0);

    Picture picture = read(new BufferedImage(colors, raster, false, null));

    assertThat(pixels(picture))
        .as("the second colour is transparent")
        .containsExactly(0xC8C800, 0xFFFFFF, 0xC8C800);
  }

  @Test
  void sixteenBitsAreRoundedToEight() {
    BufferedImage image = sixteen(ColorSpace.CS_sRGB, false, 3, 0x0080, 0x0081, 0xFFFF);
    // 128 / 257 = 0.498, 129 / 257 = 0.502.
    assertThat(pixels(read(image))).containsExactly(0x0001FF);
    BufferedImage grey = sixteen(ColorSpace.CS_GRAY, false, 1, 0x1234);
    assertThat(pixels(read(grey))).containsExactly(0x121212);
    BufferedImage alpha = sixteen(ColorSpace.CS_GRAY, true, 2, 0, 0x8080);
    assertThat(pixels(read(alpha))).containsExactly(0x7F7F7F);
  }

  @Test
  void oneTransparentColourIsLaidOverWhite() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(0, 0, 0x102030);
    byte[] png = TestPictures.file(image, "png");

    byte[] keyed = TestPictures.withChunk(png, "tRNS", new byte[] {0, 0x10, 0, 0x20, 0, 0x30});

    assertThat(pixels(READER.read(keyed, "keyed.png"))).containsExactly(0xFFFFFF, 0x000000);
  }

  @Test
  void oddAdditionsDoNotMatter() {
    byte[] png = TestPictures.file("png");
    byte[] odd = TestPictures.withChunk(png, "iCCP", new byte[] {1, 2, 3});
    odd = TestPictures.withChunk(odd, "tIME", new byte[0]);

    assertThat(READER.read(odd, "odd.png").rgb()).isEqualTo(READER.read(png, "png").rgb());
  }

  @Test
  void aFlippedBitIsNoticed() {
    byte[] png = TestPictures.file("png");
    png[50] ^= 1;

    assertThatThrownBy(() -> READER.read(png, "flipped.png"))
        .isInstanceOf(BrokenPictureException.class)
        .hasMessageContaining("at byte 33: the chunk does not have its checksum");
  }

  private static BufferedImage sixteen(int space, boolean alpha, int bands, int... samples) {
    ComponentColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = colors.createCompatibleWritableRaster(1, 1);
    for (int band = 0; band < bands; band++) {
      raster.setSample(0, 0, band, samples[band]);
    }
    return new BufferedImage(colors, raster, false, null);
  }

  private static Picture read(BufferedImage image) {
    return READER.read(TestPictures.file(image, "png"), "test.png");
  }

  private static int[] pixels(Picture picture) {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = picture.pixel(i / picture.width(), i % picture.width());
    }
    return pixels;
  }
}
