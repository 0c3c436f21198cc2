package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.UnreadableFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

  private static final PictureReader READER = new PictureReader();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"png, 0", "bmp, 0", "gif, 0", "jpeg, 6"})
  void eachFormatIsReadWithItsColours(String format, int tolerance) throws IOException {
    Path file = Files.write(folder.resolve("picture"), TestPictures.file(format));

    Picture picture = READER.read(file);

    assertThat(picture.width()).isEqualTo(32);
    assertThat(picture.height()).isEqualTo(16);
    isQuarters(picture, tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void whatIsCutOffIsRefusedWhereverItIs(String format) {
    byte[] whole = TestPictures.file(format);
    // The last byte of a GIF says that no frame follows the first.
    int end = format.equals("gif") ? whole.length - 1 : whole.length;
    for (int length = 1; length < end; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> READER.read(cut, "cut." + format))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOfAny(BrokenPictureException.class, NotAPictureException.class)
          .hasMessageContaining("cut." + format);
    }
  }

  @Test
  void aJpegThatEndsEarlyInsideIsRefusedToo() {
    byte[] whole = TestPictures.file("jpeg");
    byte[] cut = Arrays.copyOf(whole, whole.length - 40);
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;

    assertThatThrownBy(() -> READER.read(cut, "cut.jpg"))
        .isInstanceOf(BrokenPictureException.class)
        .hasMessageContaining("ends early");
  }

  static Stream<byte[]> giants() {
    byte[] bmp = TestPictures.file("bmp");
    TestPictures.put(bmp, 18, Integer.reverseBytes(60_000));
    TestPictures.put(bmp, 22, Integer.reverseBytes(-60_000));
    byte[] gif = TestPictures.file("gif");
    TestPictures.put(gif, 6, 0x60EA_60EA);
    byte[] jpeg = TestPictures.file("jpeg");
    int frame = 0;
    while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
      frame++;
    }
    TestPictures.put(jpeg, frame + 5, 60_000 << 16 | 60_000);
    byte[] png = TestPictures.file("png");
    return Stream.of(
        bmp,
        gif,
        jpeg,
        TestPictures.resized(png, 60_000, 60_000),
        TestPictures.resized(png, -1, 1),
        TestPictures.resized(png, 65_536, 1));
  }

  @ParameterizedTest
  @MethodSource("giants")
  void aGiantIsRefusedByItsHeaderAtOnce(byte[] giant) {
    refuse(giant);
    long start = System.nanoTime();
    refuse(giant);

    assertThat((System.nanoTime() - start) / 1e6).as("milliseconds").isLessThan(5);
  }

  private static void refuse(byte[] giant) {
    assertThatThrownBy(() -> READER.read(giant, "giant"))
        .isInstanceOf(PictureTooLargeException.class)
        .hasMessageContaining("pixels by its header")
        .hasMessageContaining("100000000 pixels, 65535 on a side");
  }

  @Test
  void aSmallFileCannotClaimManyPixels() {
    byte[] claims = TestPictures.resized(TestPictures.file("png"), 9_000, 9_000);

    assertThatThrownBy(() -> READER.read(claims, "claims.png"))
        .isInstanceOf(BrokenPictureException.class)
        .hasMessageContaining("9000 x 9000 pixels cannot be in");
  }

  @Test
  void eachCauseHasItsError() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Path text = Files.writeString(folder.resolve("text.png"), "<html>Not found</html>");
    Path picture = Files.write(folder.resolve("p.png"), TestPictures.file("png"));

    assertThatThrownBy(() -> READER.read(empty))
        .isInstanceOf(EmptyPictureException.class)
        .hasMessageContaining("empty.png has no bytes");
    assertThatThrownBy(() -> READER.read(text))
        .isInstanceOf(NotAPictureException.class)
        .hasMessageContaining("expected PNG, JPEG, GIF or BMP")
        .hasMessageContaining("begin with 3c 68 74 6d");
    assertThatThrownBy(() -> READER.read(folder))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("it is a folder");
    assertThatThrownBy(() -> READER.read(folder.resolve("none.png")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(
            () -> new PictureReader(new PictureReader.Limits(20, 100, 100)).read(picture))
        .isInstanceOf(PictureTooLargeException.class)
        .hasMessageContaining("allowed: 20 bytes");
    assertThatThrownBy(
            () -> new PictureReader(new PictureReader.Limits(9_999, 100, 100)).read(picture))
        .isInstanceOf(PictureTooLargeException.class)
        .hasMessageContaining("32 x 16 pixels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void damagedBytesAreReadOrRefused(String format) {
    long seed = 20_261_120;
    Random random = new Random(seed);
    PictureReader small = new PictureReader(new PictureReader.Limits(1 << 20, 1 << 18, 4_096));
    byte[] whole = TestPictures.file(format);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = whole.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt(256);
      }
      byte[] bytes = format.equals("png") ? TestPictures.repaired(damaged) : damaged;
      try {
        assertThat(small.read(bytes, "damaged").rgb()).as("seed %d, %d", seed, i).isNotEmpty();
      } catch (CounterpointException e) {
        assertThat(e).as("seed %d, %d", seed, i).hasMessageContaining("damaged");
      }
    }
  }

  @Test
  void manyThreadsReadTheSame() throws Exception {
    byte[] jpeg = TestPictures.file("jpeg");
    byte[] expected = READER.read(jpeg, "one").rgb();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<byte[]> reading = () -> READER.read(jpeg, "many").rgb();
      for (Future<byte[]> read : threads.invokeAll(Collections.nCopies(200, reading))) {
        assertThat(read.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aPictureIsReadWhateverClassLoaderItsThreadHas() {
    Thread.currentThread().setContextClassLoader(null);
    try {
      isQuarters(READER.read(TestPictures.file("jpeg"), "picture"), 6);
    } finally {
      Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }
  }

  @Test
  void theFirstFrameOfAGifLiesInItsPlaceOnWhite() {
    byte[] small =
        TestPictures.file(TestPictures.quarters(BufferedImage.TYPE_INT_RGB, 4, 2), "gif");
    int frame = 0;
    while (small[frame] != 0x2C) {
      frame++;
    }
    small[6] = 10;
    small[8] = 5;
    small[frame + 1] = 3;
    small[frame + 3] = 2;

    Picture picture = READER.read(small, "placed.gif");

    assertThat(List.of(picture.width(), picture.height())).containsExactly(10, 5);
    assertThat(picture.pixel(0, 0)).isEqualTo(0xFFFFFF);
    assertThat(picture.pixel(2, 3)).isEqualTo(0xFF0000);
    assertThat(picture.pixel(3, 4)).isEqualTo(0x0000FF);
    assertThat(picture.pixel(2, 6)).isEqualTo(0x00FF00);
  }

  static void isQuarters(Picture picture, int tolerance) {
    int[] expected = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF};
    for (int quarter = 0; quarter < 4; quarter++) {
      int row = picture.height() * (quarter / 2 * 2 + 1) / 4;
      int column = picture.width() * (quarter % 2 * 2 + 1) / 4;
      int pixel = picture.pixel(row, column);
      for (int shift = 0; shift < 24; shift += 8) {
        assertThat(pixel >> shift & 0xFF)
            .as("quarter %d, %06x", quarter, pixel)
            .isBetween(
                (expected[quarter] >> shift & 0xFF) - tolerance,
                (expected[quarter] >> shift & 0xFF) + tolerance);
      }
    }
  }
}
