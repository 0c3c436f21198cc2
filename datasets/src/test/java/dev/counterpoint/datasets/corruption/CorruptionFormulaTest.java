package dev.counterpoint.datasets.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed forms, and moments within bounds that a right program meets but for one time in 1e6. */
class CorruptionFormulaTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(11).at(0);

  @Test
  void gaussianNoiseHasItsDeviation() {
    Picture grey = TestPictures.constant(64, 64, 128, 128, 128);
    int samples = grey.rgb().length;

    Picture noisy = Corruption.GAUSSIAN_NOISE.of(2, 64, 64).apply(grey, ADDRESS);

    // Rounding adds a twelfth; the variance of n samples has a standard error of sqrt(2 / n).
    double variance = Math.pow(255 * 0.08, 2) + 1 / 12.0;
    assertThat(TestPictures.squaredError(grey, noisy))
        .isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / samples)));
    assertThat(TestPictures.mean(noisy)).isCloseTo(128, within(5 * Math.sqrt(variance / samples)));
  }

  @Test
  void gaussianNoiseGrowsWithTheRootOfTheSide() {
    Picture grey = TestPictures.constant(256, 256, 128, 128, 128);

    Picture noisy = Corruption.GAUSSIAN_NOISE.of(1, 256, 256).apply(grey, ADDRESS);

    double variance = Math.pow(255 * 0.04 * 2, 2) + 1 / 12.0;
    assertThat(TestPictures.squaredError(grey, noisy)).isCloseTo(variance, within(variance * 0.02));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 180})
  void shotNoiseHasTheVarianceOfItsPhotons(int level) {
    Picture grey = TestPictures.constant(64, 64, level, level, level);
    int samples = grey.rgb().length;

    Picture noisy = Corruption.SHOT_NOISE.of(2, 64, 64).apply(grey, ADDRESS);

    double variance = level * 255 / 100.0 + 1 / 12.0;
    assertThat(TestPictures.squaredError(grey, noisy))
        .isCloseTo(variance, within(6 * variance * Math.sqrt(2.0 / samples)));
    assertThat(TestPictures.mean(noisy))
        .isCloseTo(level, within(0.1 + 5 * Math.sqrt(variance / samples)));
  }

  @Test
  void shotNoiseLeavesBlackAlone() {
    Picture black = TestPictures.constant(16, 16, 0, 0, 0);

    assertThat(Corruption.SHOT_NOISE.of(5, 16, 16).apply(black, ADDRESS).rgb())
        .isEqualTo(black.rgb());
  }

  @Test
  void impulsesAreBlackAndWhiteInEqualParts() {
    Picture grey = TestPictures.constant(64, 64, 99, 99, 99);

    byte[] noisy = Corruption.IMPULSE_NOISE.of(5, 64, 64).apply(grey, ADDRESS).rgb();

    double black = count(noisy, 0);
    double white = count(noisy, 255);
    double expected = 0.07 * noisy.length;
    assertThat(black).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    assertThat(white).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    assertThat(count(noisy, 99) + black + white).isEqualTo(noisy.length);
  }

  @Test
  void aStrongerImpulseNoiseKeepsTheImpulsesOfAWeakerOne() {
    Picture grey = TestPictures.constant(64, 64, 99, 99, 99);

    byte[] weak = Corruption.IMPULSE_NOISE.of(1, 64, 64).apply(grey, ADDRESS).rgb();
    byte[] strong = Corruption.IMPULSE_NOISE.of(2, 64, 64).apply(grey, ADDRESS).rgb();

    assertThat(IntStream.range(0, weak.length).filter(i -> weak[i] != 99))
        .isNotEmpty()
        .allMatch(i -> strong[i] == weak[i]);
  }

  @ParameterizedTest
  @EnumSource(names = {"GAUSSIAN_BLUR", "DEFOCUS_BLUR", "PIXELATION"})
  void theMeanStays(Corruption corruption) {
    Picture picture = TestPictures.drawn(4, 64, 64);

    Picture worse = corruption.of(5, 64, 64).apply(picture, ADDRESS);

    // Five standard errors of rounding, with blocks of 2 x 2 that are rounded together.
    assertThat(TestPictures.mean(worse)).isCloseTo(TestPictures.mean(picture), within(0.05));
  }

  @ParameterizedTest
  @EnumSource(names = {"GAUSSIAN_BLUR", "DEFOCUS_BLUR", "PIXELATION", "CONTRAST", "JPEG"})
  void aConstantPictureStays(Corruption corruption) {
    Picture grey = TestPictures.constant(40, 24, 70, 70, 70);
    for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
      assertThat(corruption.of(strength, 40, 24).apply(grey, ADDRESS).rgb()).isEqualTo(grey.rgb());
    }
  }

  @Test
  void anEdgeIsBlurredByTheIntegralOfTheKernel() {
    assertEdge(Corruption.GAUSSIAN_BLUR, 1, 64, x -> Math.exp(-x * x / (2 * 0.25)), 3);
    assertEdge(Corruption.GAUSSIAN_BLUR, 5, 64, x -> Math.exp(-x * x / (2 * 2.25)), 9);
    // A disc seen from the side.
    assertEdge(Corruption.DEFOCUS_BLUR, 1, 64, x -> Math.sqrt(0.25 - x * x), 0.5);
    assertEdge(Corruption.DEFOCUS_BLUR, 4, 64, x -> Math.sqrt(6.25 - x * x), 2.5);
  }

  @Test
  void aBlurGrowsWithTheSide() {
    assertEdge(Corruption.GAUSSIAN_BLUR, 2, 128, x -> Math.exp(-x * x / (2 * 2.25)), 9);
  }

  @Test
  void blurIsTheSameInAllDirections() {
    byte[] rgb = new byte[3 * 31 * 31];
    rgb[3 * (15 * 31 + 15)] = (byte) 255;
    Picture blurred =
        Corruption.DEFOCUS_BLUR.of(5, 31, 31).apply(new Picture(31, 31, rgb), ADDRESS);

    for (int i = 0; i < 31; i++) {
      for (int j = 0; j < 31; j++) {
        assertThat(blurred.pixel(i, j))
            .isEqualTo(blurred.pixel(30 - i, j))
            .isEqualTo(blurred.pixel(j, i));
      }
    }
  }

  @Test
  void contrastKeepsAShareOfTheDistanceToTheMean() {
    Picture picture = new Picture(2, 1, new byte[] {0, 10, 50, 100, 30, 50});

    // Means 50, 20, 50; a tenth is left.
    assertThat(Corruption.CONTRAST.of(4, 2, 1).apply(picture, ADDRESS).rgb())
        .containsExactly(45, 19, 50, 55, 21, 50);
  }

  @Test
  void brightnessRaisesTheValueAndKeepsHueAndSaturation() {
    Picture picture = new Picture(3, 1, new byte[] {100, 50, 0, 0, 0, 0, (byte) 250, 125, 25});

    // 100 becomes 100 + 51 = 151; black becomes 51; 250 stops at 255.
    assertThat(Corruption.BRIGHTNESS.of(2, 3, 1).apply(picture, ADDRESS).rgb())
        .containsExactly(151, 76, 0, 51, 51, 51, 255, 128, 26);
  }

  @Test
  void theOccludedAreaIsItsShareAndHoldsThatOfAWeakerOne() {
    Picture red = TestPictures.constant(100, 60, 255, 0, 0);
    for (int example = 0; example < 50; example++) {
      byte[] weaker = red.rgb();
      for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
        byte[] covered =
            Corruption.OCCLUSION.of(strength, 100, 60).apply(red, ADDRESS.at(example)).rgb();
        double share = count(covered, 128) / (double) covered.length;
        assertThat(share)
            .as("example %d", example)
            .isCloseTo(new double[] {0.05, 0.1, 0.2, 0.3, 0.4}[strength - 1], within(0.02));
        byte[] held = weaker;
        assertThat(IntStream.range(0, held.length).filter(i -> held[i] == (byte) 128))
            .allMatch(i -> covered[i] == (byte) 128);
        weaker = covered;
      }
    }
  }

  @Test
  void pixelationAveragesBlocks() {
    byte[] rgb = new byte[3 * 64 * 64];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % 64);
    }

    Picture worse = Corruption.PIXELATION.of(5, 64, 64).apply(new Picture(64, 64, rgb), ADDRESS);

    // Blocks of 2 x 2: columns 2 and 3 are 2.5, which is rounded to even.
    assertThat(worse.pixel(0, 2)).isEqualTo(0x020202).isEqualTo(worse.pixel(1, 3));
    assertThat(worse.pixel(10, 62)).isEqualTo(0x3E3E3E).isEqualTo(worse.pixel(11, 63));
  }

  /** Black above, white below: a row is as bright as the part of the kernel that lies in white. */
  private static void assertEdge(
      Corruption corruption, int strength, int side, DoubleUnaryOperator kernel, double support) {
    Distortion blur = corruption.of(strength, side, side);
    byte[] rgb = new byte[3 * side * side];
    Arrays.fill(rgb, rgb.length / 2, rgb.length, (byte) 255);
    Picture blurred = blur.apply(new Picture(side, side, rgb), ADDRESS);
    for (int y = 0; y < side; y++) {
      double all = 0;
      double white = 0;
      int parts = 20_000;
      for (int i = 0; i < parts; i++) {
        double x = ((i + 0.5) / parts * 2 - 1) * support;
        all += kernel.applyAsDouble(x);
        // Between the centres of the last black and the first white row, brightness rises evenly.
        double brightness = Math.max(0, Math.min(1, y + x - side / 2 + 1));
        white += kernel.applyAsDouble(x) * brightness;
      }
      assertThat(blurred.pixel(y, 5) & 0xFF)
          .as("%s, row %d", blur, y)
          .isCloseTo((int) Math.round(255 * white / all), within(1));
    }
  }

  private static long count(byte[] samples, int value) {
    return IntStream.range(0, samples.length).filter(i -> (samples[i] & 0xFF) == value).count();
  }
}
