package dev.counterpoint.datasets.audiovisual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HardPictureTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(9);

  @Test
  void withoutDifficultyAPictureStaysAsItIs() {
    byte[] picture = random();

    assertThat(made(picture, PictureDifficulty.NONE, ADDRESS)).isEqualTo(picture);
  }

  @Test
  void resolutionOfOneIsTheMean() {
    byte[] picture = random();
    double mean = 0;
    for (byte pixel : picture) {
      mean += (pixel & 0xFF) / 784.0;
    }

    assertThat(made(picture, new PictureDifficulty(0, 1, 0, 0), ADDRESS))
        .containsOnly((int) Math.round(mean));
  }

  @Test
  void coarsePictureOfARampIsTheRampButForItsEnds() {
    byte[] ramp = new byte[784];
    for (int i = 0; i < 784; i++) {
      ramp[i] = (byte) (8 * (i % 28));
    }
    byte[] coarse = made(ramp, new PictureDifficulty(0, 7, 0, 0), ADDRESS);
    for (int i = 0; i < 784; i++) {
      int x = i % 28;
      int expected = x < 2 ? 12 : x > 25 ? 8 * 25 + 4 : 8 * x;
      assertThat(coarse[i] & 0xFF).as("pixel %d", i).isEqualTo(expected);
    }
  }

  @Test
  void squareOfBackgroundCoversItsShare() {
    byte[] white = new byte[784];
    Arrays.fill(white, (byte) 255);
    for (int i = 0; i < 50; i++) {
      byte[] covered = made(white, new PictureDifficulty(0, 28, 0.25, 0), ADDRESS.at(i));
      int first = indexOf(covered, (byte) 0);
      for (int p = 0; p < 784; p++) {
        int down = p / 28 - first / 28;
        int right = p % 28 - first % 28;
        boolean inside = down >= 0 && down < 14 && right >= 0 && right < 14;
        assertThat(covered[p]).isEqualTo(inside ? 0 : (byte) 255);
      }
    }
    assertThat(made(white, new PictureDifficulty(0, 28, 1, 0), ADDRESS)).containsOnly(0);
  }

  @Test
  void noiseHasItsDeviationAndIsTheSameForTheSamePair() {
    byte[] grey = new byte[784];
    Arrays.fill(grey, (byte) 128);
    PictureDifficulty noisy = new PictureDifficulty(0, 28, 0, 0.1);
    double squares = 0;
    for (int i = 0; i < 20; i++) {
      for (byte pixel : made(grey, noisy, ADDRESS.at(i))) {
        squares += Math.pow((pixel & 0xFF) - 128, 2) / (20 * 784);
      }
    }

    assertThat(Math.sqrt(squares) / 255).isCloseTo(0.1, offset(0.002));
    assertThat(made(grey, noisy, ADDRESS)).isEqualTo(made(grey, noisy, ADDRESS));
    assertThat(made(grey, noisy, ADDRESS)).isNotEqualTo(made(grey, noisy, ADDRESS.at(1)));
  }

  private static byte[] made(byte[] picture, PictureDifficulty difficulty, RandomAddress address) {
    return new HardPicture(28, 28, difficulty).of(picture, address);
  }

  private static byte[] random() {
    byte[] picture = new byte[784];
    new SplittableRandom(4).nextBytes(picture);
    return picture;
  }

  private static int indexOf(byte[] values, byte wanted) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
