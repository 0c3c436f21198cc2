package dev.counterpoint.datasets.picture.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;

/**
 * Any bytes become a tensor, or an error written for people.
 *
 * <p>Within the build this runs over the seeds in the test resources. To fuzz for real, from the
 * top folder, one of the tests at a time:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl datasets test -Dtest=PictureFuzzTest#anyBytesBecomeATensorOrAnError
 * </pre>
 *
 * <p>What it finds is written beside the seeds and is one of them from then on; what it has learned
 * is kept in {@code .cifuzz-corpus}.
 */
class PictureFuzzTest {

  private static final PictureReader READER =
      new PictureReader(new PictureReader.Limits(1 << 20, 1 << 18, 4_096));

  @FuzzTest(maxDuration = "3m")
  void anyBytesBecomeATensorOrAnError(byte[] bytes) {
    read(bytes);
  }

  /** Checksums would stop nearly every change of a PNG before it comes to the decoder. */
  @FuzzTest(maxDuration = "3m")
  void anyPngWithSoundChecksumsBecomesATensorOrAnError(byte[] bytes) {
    read(TestPictures.repaired(bytes));
  }

  /** What is decoded by libjpeg-turbo, at a half of its size and at an eighth. */
  @FuzzTest(maxDuration = "3m")
  void anyReducedJpegBecomesATensorOrAnError(byte[] bytes) {
    read(bytes, (width, height) -> 2);
    read(bytes, (width, height) -> 8);
  }

  private static void read(byte[] bytes) {
    read(bytes, Reduction.NONE);
  }

  private static void read(byte[] bytes, Reduction reduction) {
    Picture picture;
    try {
      picture = READER.read(bytes, "fuzzed", reduction);
    } catch (CounterpointException e) {
      assertThat(e.getMessage()).contains("fuzzed");
      return;
    }
    for (Resize resize : Resize.values()) {
      for (float value : PicturePreparation.unit(8, 6, resize).apply(picture)) {
        if (!(value >= 0 && value <= 1)) {
          throw new AssertionError("%s made %s".formatted(resize, value));
        }
      }
    }
  }
}
