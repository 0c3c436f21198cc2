package dev.counterpoint.datasets.picture.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReducedJpegTest {

  private static final long SEED = 20_261_130;

  /** Where there is a library for the platform, it must have been found. */
  @BeforeEach
  void there() {
    assumeThat(System.getProperty("os.name")).doesNotContain("Windows");
    assertThat(ReducedJpeg.problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 8", "9, 3", "3, 17", "64, 48", "257, 301"})
  void sidesAreRoundedUp(int width, int height) throws IOException {
    byte[] jpeg = jpeg(smooth(width, height));
    for (int by : new int[] {2, 4, 8}) {
      assertThat(ReducedJpeg.side(width, by)).isEqualTo((int) Math.ceil(width / (double) by));
      assertThat(ReducedJpeg.decode(jpeg, width, height, by))
          .hasSize(3 * ReducedJpeg.side(width, by) * ReducedJpeg.side(height, by));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void aPixelIsCloseToTheMeanOfThoseItStandsFor(int by) throws IOException {
    byte[] jpeg = jpeg(smooth(160, 96));
    BufferedImage whole = ImageIO.read(new ByteArrayInputStream(jpeg));
    byte[] reduced = ReducedJpeg.decode(jpeg, 160, 96, by);
    double[] differences = new double[reduced.length];
    for (int i = 0; i < reduced.length; i++) {
      int x = i / 3 % (160 / by);
      int y = i / 3 / (160 / by);
      differences[i] = Math.abs((reduced[i] & 0xFF) - mean(whole, x * by, y * by, by, i % 3));
    }
    assertThat(Arrays.stream(differences).average().orElseThrow()).as("seed " + SEED).isLessThan(2);
    assertThat(Arrays.stream(differences).max().orElseThrow()).as("seed " + SEED).isLessThan(16);
  }

  @Test
  void nothingIsMadeOfWhatIsNotWhole() throws IOException {
    byte[] jpeg = jpeg(smooth(64, 64));
    assertThat(ReducedJpeg.decode(Arrays.copyOf(jpeg, jpeg.length / 2), 64, 64, 2)).isNull();
    assertThat(ReducedJpeg.decode(new byte[0], 64, 64, 2)).isNull();
    assertThat(ReducedJpeg.decode(new byte[] {1, 2, 3}, 64, 64, 2)).isNull();
    // Not of the size that the header was said to have.
    assertThat(ReducedJpeg.decode(jpeg, 66, 64, 2)).isNull();
  }

  @Test
  void anyThreadMayDecode() throws IOException {
    byte[] jpeg = jpeg(smooth(200, 200));
    byte[] expected = ReducedJpeg.decode(jpeg, 200, 200, 2);
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> ReducedJpeg.decode(jpeg, 200, 200, 2))
                .toList())
        .allSatisfy(one -> assertThat(one).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 16})
  void thereAreThreeReductions(int by) {
    assertThatThrownBy(() -> ReducedJpeg.decode(new byte[1], 8, 8, by))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2, 4 or 8, found " + by);
  }

  private static double mean(BufferedImage image, int left, int top, int by, int channel) {
    double sum = 0;
    for (int y = top; y < top + by; y++) {
      for (int x = left; x < left + by; x++) {
        sum += image.getRGB(x, y) >> 16 - 8 * channel & 0xFF;
      }
    }
    return sum / (by * by);
  }

  /** Waves of colour with a little noise, as photographs have. */
  private static BufferedImage smooth(int width, int height) {
    Random random = new Random(SEED);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = (int) (128 + 100 * Math.sin(x / 20.0)) + random.nextInt(9);
        int green = (int) (128 + 100 * Math.cos(y / 30.0)) + random.nextInt(9);
        int blue = (int) (128 + 100 * Math.sin((x + y) / 25.0)) + random.nextInt(9);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", out)).isTrue();
    return out.toByteArray();
  }
}
