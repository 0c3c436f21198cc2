package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short way to the pixels of a JPEG ends where the general way does, to the bit. */
class PlainJpegTest {

  private static final long SEED = 20_270_114;

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 8", "17, 3", "3, 17", "256, 256", "639, 481"})
  void pixelsAreThoseOfTheGeneralWay(int width, int height) throws IOException {
    BufferedImage image = noise(width, height);
    byte[] plain = TestPictures.file(image, "jpeg");
    byte[] withoutJfif = TestPictures.joined(Arrays.copyOf(plain, 2), tail(plain, 20));
    for (byte[] jpeg : List.of(plain, withoutJfif, TestPictures.progressive(image))) {
      assertThat(header(jpeg).plainColor()).isTrue();
      assertIsSame(jpeg, "seed " + SEED);
    }
  }

  @Test
  void pixelsOfTurnedPicturesToo() throws IOException {
    byte[] plain = TestPictures.file(noise(40, 23), "jpeg");
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] head = {'E', 'x', 'i', 'f', 0, 0};
      byte[] exif = TestPictures.joined(head, TestPictures.exif(orientation, false));
      // Behind JFIF's segment of 18 bytes, as programs write it, or before it, as cameras do.
      byte[] segments = TestPictures.withSegment(tail(plain, 18), 0xE1, exif);
      byte[] behind = TestPictures.joined(Arrays.copyOf(plain, 18), segments);
      byte[] before = TestPictures.withSegment(plain, 0xE1, exif);
      for (byte[] jpeg : List.of(behind, before)) {
        PictureHeader header = header(jpeg);
        assertThat(header.orientation()).isEqualTo(orientation);
        assertThat(header.plainColor()).isTrue();
        assertThat(new PictureReader().read(jpeg, "turned").rgb())
            .isEqualTo(
                ExifOrientation.apply(Decoder.decodeAny(header, "turned"), orientation).rgb());
      }
    }
  }

  @Test
  void otherColoursGoTheGeneralWay() {
    byte[] jpeg = TestPictures.file("jpeg");
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);

    assertThat(header(TestPictures.withAdobe(jpeg, 1)).plainColor()).isFalse();
    assertThat(header(withoutMarker(jpeg, 0x22)).plainColor()).isTrue();
    assertThat(header(withoutMarker(jpeg, 0x11)).plainColor()).isFalse();
    assertThat(header(TestPictures.file(grey, "jpeg")).plainColor()).isFalse();
    assertThat(header(TestPictures.inks(1, 2, 3, 4)).plainColor()).isFalse();
    assertThat(header(TestPictures.file("png")).plainColor()).isFalse();
  }

  @Test
  void whatIsDamagedIsJudgedByTheGeneralWay() throws IOException {
    byte[] jpeg = TestPictures.file(noise(64, 64), "jpeg");
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = jpeg.clone();
      int at = 20 + random.nextInt(jpeg.length - 22);
      damaged[at] = (byte) random.nextInt();
      String what = "seed %d, %d, byte %d".formatted(SEED, i, at);
      PictureHeader header;
      try {
        header = header(damaged);
      } catch (BrokenPictureException | PictureTooLargeException e) {
        continue;
      }
      Picture expected;
      try {
        expected = Decoder.decodeAny(header, what);
      } catch (IOException | RuntimeException e) {
        assertThatThrownBy(() -> Decoder.decode(header, what, Reduction.NONE))
            .as(what)
            .hasSameClassAs(e);
        continue;
      }
      assertThat(Decoder.decode(header, what, Reduction.NONE).rgb())
          .as(what)
          .isEqualTo(expected.rgb());
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
  void pixelsOfPhotographsToo() throws IOException {
    Path folder = Path.of(System.getenv("COUNTERPOINT_DATA"), "coco-captions-open", "images");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        assertIsSame(Files.readAllBytes(file), file.toString());
      }
    }
  }

  private static void assertIsSame(byte[] jpeg, String name) throws IOException {
    PictureHeader header = header(jpeg);
    assertThat(Decoder.decode(header, name, Reduction.NONE).rgb())
        .as(name)
        .isEqualTo(Decoder.decodeAny(header, name).rgb());
  }

  private static PictureHeader header(byte[] bytes) {
    return PictureHeader.read(new PictureBytes("test", bytes), PictureReader.Limits.standard());
  }

  /** Without JFIF's segment, and with other samples of luminance to each of chrominance. */
  private static byte[] withoutMarker(byte[] jpeg, int sampling) {
    byte[] without = TestPictures.joined(Arrays.copyOf(jpeg, 2), tail(jpeg, 20));
    int frame = 2;
    while (without[frame] != (byte) 0xFF || without[frame + 1] != (byte) 0xC0) {
      frame++;
    }
    without[frame + 11] = (byte) sampling;
    return without;
  }

  private static byte[] tail(byte[] bytes, int start) {
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  /** Noise over a ramp, so that chrominance has edges everywhere. */
  private static BufferedImage noise(int width, int height) {
    Random random = new Random(SEED);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt() & 0x7F7F7F | (x * 4 & 0x80) << 16 | y * 4 & 0x80);
      }
    }
    return image;
  }
}
