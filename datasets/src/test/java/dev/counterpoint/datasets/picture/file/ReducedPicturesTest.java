package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.counterpoint.datasets.picture.jpeg.ReducedJpeg;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReducedPicturesTest {

  private static final long SEED = 20_261_201;

  private static final PictureReader READER = new PictureReader();

  @ParameterizedTest
  @CsvSource({
    "0.5, 120, 60",
    "1.99, 120, 60",
    "2, 60, 30",
    "3.9, 60, 30",
    "4, 30, 15",
    "8, 15, 8",
    "99, 15, 8"
  })
  void theGreatestReductionThatIsAllowedIsTaken(double most, int width, int height) {
    assumeThat(ReducedJpeg.problem()).isEmpty();
    Picture picture = READER.read(jpeg(120, 60), "jpeg", (w, h) -> most);
    assertThat(List.of(picture.width(), picture.height())).containsExactly(width, height);
  }

  @Test
  void itIsAskedForTheUprightPicture() {
    assumeThat(ReducedJpeg.problem()).isEmpty();
    byte[] upright = jpeg(120, 60);
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] head = {'E', 'x', 'i', 'f', 0, 0};
      byte[] exif = TestPictures.joined(head, TestPictures.exif(orientation, true));
      byte[] turned = TestPictures.withSegment(upright, 0xE1, exif);
      List<Integer> asked = new ArrayList<>();
      Picture picture =
          READER.read(
              turned,
              "turned",
              (width, height) -> {
                asked.addAll(List.of(width, height));
                return 2;
              });
      List<Integer> sides = orientation < 5 ? List.of(120, 60) : List.of(60, 120);
      assertThat(asked).isEqualTo(sides);
      assertThat(List.of(2 * picture.width(), 2 * picture.height())).isEqualTo(sides);
    }
  }

  @Test
  void allElseIsAsLargeAsItIs() {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    List<byte[]> files =
        List.of(
            TestPictures.file("png"),
            TestPictures.file("gif"),
            TestPictures.file("bmp"),
            TestPictures.file(grey, "jpeg"),
            TestPictures.inks(1, 2, 3, 4),
            TestPictures.withAdobe(TestPictures.file("jpeg"), 1));
    for (byte[] file : files) {
      assertThat(READER.read(file, "file", (width, height) -> 8).rgb())
          .isEqualTo(READER.read(file, "file").rgb());
    }
  }

  @Test
  void whatIsDamagedIsJudgedAsInFull() {
    byte[] jpeg = TestPictures.file(noise(64, 64), "jpeg");
    Random random = new Random(SEED);
    int broken = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = jpeg.clone();
      damaged[20 + random.nextInt(jpeg.length - 22)] = (byte) random.nextInt();
      byte[] file = random.nextInt(4) > 0 ? damaged : Arrays.copyOf(damaged, random.nextInt(900));
      String what = "seed %d, %d".formatted(SEED, i);
      try {
        READER.read(file, what);
      } catch (RuntimeException e) {
        broken++;
        assertThatThrownBy(() -> READER.read(file, what, (width, height) -> 2))
            .as(what)
            .hasSameClassAs(e);
        continue;
      }
      assertThat(READER.read(file, what, (width, height) -> 2).width()).as(what).isPositive();
    }
    assertThat(broken).isBetween(50, 250);
  }

  private static byte[] jpeg(int width, int height) {
    return TestPictures.file(
        TestPictures.quarters(BufferedImage.TYPE_INT_RGB, width, height), "jpeg");
  }

  private static BufferedImage noise(int width, int height) {
    Random random = new Random(SEED);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, random.ints(64 * 64).toArray(), 0, width);
    return image;
  }
}
