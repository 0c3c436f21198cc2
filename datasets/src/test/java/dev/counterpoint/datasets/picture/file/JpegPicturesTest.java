package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEG as cameras, printers and old programs write it. */
class JpegPicturesTest {

  private static final PictureReader READER = new PictureReader();

  @Test
  void progressivePicturesAreReadAsBaselineOnes() {
    BufferedImage image = TestPictures.quarters(BufferedImage.TYPE_INT_RGB, 32, 16);

    PictureReaderTest.isQuarters(READER.read(TestPictures.progressive(image), "p.jpg"), 6);
  }

  @Test
  void greyIsThatGreyAndNotBrightened() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i % 16, i / 16, 0, 100);
    }

    for (String format : List.of("jpeg", "png", "bmp")) {
      Picture picture = READER.read(TestPictures.file(image, format), format);
      assertThat(picture.pixel(8, 8)).as(format).isEqualTo(0x646464);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Where red, green, blue and white have come to, clockwise from the upper left.
    "1, RGWB",
    "2, GRBW",
    "3, WBRG",
    "4, BWGR",
    "5, RBWG",
    "6, BRGW",
    "7, WGRB",
    "8, GWBR"
  })
  void theOrientationIsApplied(int orientation, String corners) {
    byte[] exif = TestPictures.exif(orientation, orientation % 2 == 0);
    byte[] head = {'E', 'x', 'i', 'f', 0, 0};
    byte[] jpeg =
        TestPictures.withSegment(TestPictures.file("jpeg"), 0xE1, TestPictures.joined(head, exif));
    byte[] png = TestPictures.withChunk(TestPictures.file("png"), "eXIf", exif);

    for (Picture picture : List.of(READER.read(jpeg, "o.jpg"), READER.read(png, "o.png"))) {
      assertThat(picture.width()).isEqualTo(orientation < 5 ? 32 : 16);
      assertThat(picture.height()).isEqualTo(orientation < 5 ? 16 : 32);
      int bottom = picture.height() - 2;
      int right = picture.width() - 2;
      String found =
          name(picture.pixel(1, 1))
              + name(picture.pixel(1, right))
              + name(picture.pixel(bottom, right))
              + name(picture.pixel(bottom, 1));
      assertThat(found).isEqualTo(corners);
    }
  }

  private static String name(int pixel) {
    int bright = pixel >> 7 & 0x10101;
    return switch (bright) {
      case 0x10000 -> "R";
      case 0x100 -> "G";
      case 1 -> "B";
      default -> "W";
    };
  }

  @Test
  void exifDataThatIsDamagedDoesNotHideThePicture() {
    byte[] exif = TestPictures.exif(6, false);
    TestPictures.put(exif, 4, 0x7FFF_FFFF);
    byte[] head = {'E', 'x', 'i', 'f', 0, 0};
    byte[] jpeg =
        TestPictures.withSegment(TestPictures.file("jpeg"), 0xE1, TestPictures.joined(head, exif));

    assertThat(READER.read(jpeg, "odd.jpg").width()).isEqualTo(32);
  }

  @Test
  void inksOfAdobeAreStoredInverted() {
    // 255 is paper: (200, 100, 50) under a black that lets half of the light by.
    Picture picture =
        READER.read(TestPictures.withAdobe(TestPictures.inks(200, 100, 50, 128), 0), "i");

    isNear(picture.pixel(8, 8), 100, 50, 25);
  }

  @Test
  void inksWithoutAdobeAreInks() {
    Picture picture = READER.read(TestPictures.inks(55, 155, 205, 127), "i");

    isNear(picture.pixel(8, 8), 100, 50, 25);
  }

  @Test
  void inksAsLuminanceAreReadByAdobesMarker() {
    // Y, Cb, Cr of (200, 100, 50) after JFIF: 124.2, 86.1, 182.1.
    Picture picture =
        READER.read(TestPictures.withAdobe(TestPictures.inks(124, 86, 182, 128), 2), "i");

    isNear(picture.pixel(8, 8), 100, 50, 25);
  }

  @Test
  void adobesMarkerTellsThatThreeChannelsAreColours() {
    byte[] jpeg = TestPictures.file("jpeg");
    int jfif = 2 + 2 + 16; // an Adobe marker counts only where JFIF's is not
    byte[] bare = new byte[jpeg.length - 18];
    System.arraycopy(jpeg, 0, bare, 0, 2);
    System.arraycopy(jpeg, jfif, bare, 2, jpeg.length - jfif);

    Picture picture = READER.read(TestPictures.withAdobe(bare, 0), "rgb.jpg");

    // White is luminance 255 without colour, (255, 128, 128), now shown as it stands.
    isNear(picture.pixel(12, 24), 255, 128, 128);
  }

  @Test
  void profilesCommentsAndWhatFollowsTheEndDoNotMatter() {
    byte[] plain = TestPictures.file("jpeg");
    byte[] profile = "ICC_PROFILE\0\1\1 and nothing like a profile".getBytes();
    byte[] dressed = TestPictures.withSegment(plain, 0xE2, profile);
    dressed = TestPictures.withSegment(dressed, 0xFE, "a comment".getBytes());
    dressed = TestPictures.joined(dressed, "a film clip".getBytes());

    assertThat(READER.read(dressed, "dressed.jpg").rgb())
        .isEqualTo(READER.read(plain, "plain.jpg").rgb());
  }

  @Test
  void rareKindsAreNamed() {
    byte[] jpeg = TestPictures.file("jpeg");
    int frame = 0;
    while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
      frame++;
    }
    jpeg[frame + 1] = (byte) 0xC9;

    assertThatThrownBy(() -> READER.read(jpeg, "arithmetic.jpg"))
        .isInstanceOf(BrokenPictureException.class)
        .hasMessageContaining("JPEG process C9");
  }

  private static void isNear(int pixel, int red, int green, int blue) {
    assertThat(pixel >> 16 & 0xFF).as("red of %06x", pixel).isBetween(red - 2, red + 2);
    assertThat(pixel >> 8 & 0xFF).as("green of %06x", pixel).isBetween(green - 2, green + 2);
    assertThat(pixel & 0xFF).as("blue of %06x", pixel).isBetween(blue - 2, blue + 2);
  }
}
