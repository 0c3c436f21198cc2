package dev.counterpoint.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {

  private static final int M = ContactSheet.MARGIN;
  private static final int TITLE = PixelFont.HEIGHT * SheetSection.TITLE_SCALE + SheetSection.GAP;

  @TempDir Path folder;

  @Test
  void picturesAreEnlargedInRowsUnderTheirTitle() throws IOException {
    // Five pictures of 1 x 2 pixels, two in a row, each pixel 10 x 10.
    BufferedImage sheet = read(new ContactSheet(2, 10).section("t", numbered(5, 1, 2), List.of()));
    int stepX = 20 + SheetSection.GAP;
    int stepY = 10 + SheetSection.GAP;

    assertThat(sheet.getWidth()).isEqualTo(2 * M + 2 * stepX - SheetSection.GAP);
    assertThat(sheet.getHeight()).isEqualTo(2 * M + TITLE + 3 * stepY - SheetSection.GAP);
    for (int i = 0; i < 5; i++) {
      int x = M + i % 2 * stepX;
      int y = M + TITLE + i / 2 * stepY;
      assertThat(rgb(sheet, x, y)).as("first pixel of %d", i).isEqualTo(numberedPixel(2 * i));
      assertThat(rgb(sheet, x + 9, y + 9)).isEqualTo(numberedPixel(2 * i));
      assertThat(rgb(sheet, x + 10, y)).as("second of %d", i).isEqualTo(numberedPixel(2 * i + 1));
      assertThat(rgb(sheet, x + 19, y + 9)).isEqualTo(numberedPixel(2 * i + 1));
      assertThat(rgb(sheet, x + 20, y)).as("gap after %d", i).isEqualTo(ContactSheet.BACKGROUND);
      assertThat(rgb(sheet, x, y - 1)).as("gap over %d", i).isEqualTo(ContactSheet.BACKGROUND);
    }
    assertThat(rgb(sheet, M + stepX, M + TITLE + 2 * stepY))
        .as("the sixth place is empty")
        .isEqualTo(ContactSheet.BACKGROUND);
  }

  @Test
  void titlesAndCaptionsAreDrawnWithoutAnyFont() throws IOException {
    BufferedImage with =
        read(new ContactSheet(1, 28).section("T", numbered(1, 1, 1), List.of("I")));
    // The bar of the T at twice its size, and the bar of the I in the middle under the picture.
    for (int x = 0; x < 10; x++) {
      assertThat(rgb(with, M + x, M + 1)).isEqualTo(0x1A1A1A);
    }
    assertThat(rgb(with, M + 10, M + 1)).isEqualTo(ContactSheet.BACKGROUND);
    int caption = M + TITLE + 28 + SheetSection.CAPTION_GAP;
    assertThat(rgb(with, M + (28 - 10) / 2 + 4, caption)).isEqualTo(0x404040);
    assertThat(rgb(with, M, caption)).isEqualTo(ContactSheet.BACKGROUND);
  }

  @Test
  void aLongCaptionMakesRoomForItselfAndItsPictureStaysInTheMiddle() throws IOException {
    String caption = "a red seven";
    BufferedImage sheet =
        read(new ContactSheet(3, 1).section("", numbered(1, 1, 1), List.of(caption)));
    int width = PixelFont.width(caption, 1);

    assertThat(sheet.getWidth()).isEqualTo(2 * M + width);
    assertThat(rgb(sheet, M + (width - 1) / 2, M)).isEqualTo(numberedPixel(0));
  }

  @Test
  void sectionsWithPicturesOfDifferentSizesStandBelowEachOther() throws IOException {
    BufferedImage sheet =
        read(
            new ContactSheet(4, 1)
                .section("", numbered(1, 10, 10), List.of())
                .section("", numbered(1, 30, 40), List.of()));
    assertThat(sheet.getWidth()).isEqualTo(2 * M + 40);
    assertThat(rgb(sheet, M + 9, M + 9)).isEqualTo(numberedPixel(99));
    assertThat(rgb(sheet, M + 39, sheet.getHeight() - M - 1)).isEqualTo(numberedPixel(1199));
  }

  @Test
  void lettersThatTheFontLacksDoNoHarm() throws IOException {
    assertThat(PixelFont.width("caf\u00E9 \u2212 \u6570", 1))
        .isEqualTo(PixelFont.width("cafe - x", 1));
    assertThat(PixelFont.width("88 \u00B1 1", 1)).isEqualTo(PixelFont.width("88 +- 1", 1));
    List<String> captions = List.of("\u00E9\u2212\u00D7\u6570\uD83D\uDE00\n");
    assertThat(read(new ContactSheet(1, 1).section("\u03BB", numbered(1, 1, 1), captions)))
        .isNotNull();
  }

  @Test
  void theFontHasAllPrintableLettersEachDifferent() throws IOException {
    PixelFont font = PixelFont.load();
    for (char c = '!'; c < '~'; c++) {
      Canvas one = new Canvas(6, 8, 0);
      Canvas next = new Canvas(6, 8, 0);
      font.draw(one, 0, 0, 1, 0xFFFFFF, String.valueOf(c));
      font.draw(next, 0, 0, 1, 0xFFFFFF, String.valueOf((char) (c + 1)));
      assertThat(one.png()).as("'%c' and its neighbour", c).isNotEqualTo(next.png());
    }
  }

  @Test
  void theFileIsWrittenInPlaceAndNothingElseStays() throws IOException {
    Path file = folder.resolve("new/folder/sheet.png");
    ContactSheet sheet = new ContactSheet(2, 2).section("s", numbered(3, 4, 4), List.of());
    sheet.write(file);
    sheet.write(file);

    assertThat(Files.readAllBytes(file)).isEqualTo(sheet.png());
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnErrorThatNamesIt() throws IOException {
    ContactSheet sheet = new ContactSheet(2, 2).section("s", numbered(3, 4, 4), List.of());
    Path plainFile = Files.writeString(folder.resolve("file"), "text");
    Path inFile = plainFile.resolve("sheet.png");

    assertThatThrownBy(() -> sheet.write(inFile))
        .isInstanceOf(PictureNotWrittenException.class)
        .hasMessageContaining(inFile.toString())
        .hasMessageContaining("Choose a file");
    assertThatThrownBy(() -> sheet.write(folder))
        .isInstanceOf(PictureNotWrittenException.class)
        .hasMessageContaining("it is a folder");
    assertThatThrownBy(() -> sheet.write(folder.getRoot()))
        .isInstanceOf(PictureNotWrittenException.class);
    assertThat(folder).isDirectoryContaining(path -> path.equals(plainFile));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatThrownBy(() -> new ContactSheet(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ContactSheet(1, 0)).isInstanceOf(IllegalArgumentException.class);
    ContactSheet sheet = new ContactSheet(2, 2);
    assertThatThrownBy(sheet::png)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("at least one section");
    assertThatThrownBy(() -> sheet.section("train", numbered(0, 1, 1), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("section \"train\" has no images");
    assertThatThrownBy(() -> sheet.section("train", numbered(2, 1, 1), List.of("one")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("section \"train\" has 2 images and 1 captions");
    ContactSheet huge = new ContactSheet(1, Integer.MAX_VALUE);
    huge.section("", numbered(1, 1, 1), List.of());
    assertThatThrownBy(huge::png)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("too large");
  }

  /** Pictures in which each pixel has another colour. */
  private static RgbImages numbered(int count, int height, int width) {
    byte[] rgb = new byte[count * height * width * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      rgb[3 * i] = (byte) (i >> 8);
      rgb[3 * i + 1] = (byte) i;
      rgb[3 * i + 2] = (byte) 200;
    }
    return new RgbImages(rgb, count, height, width);
  }

  private static int numberedPixel(int i) {
    return i << 8 | 200;
  }

  private static BufferedImage read(ContactSheet sheet) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(sheet.png()));
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xFFFFFF;
  }
}
