package dev.counterpoint.datasets.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every corruption; a new one is tested from its first line. */
class CorruptionContractTest {

  private static final RandomAddress ROOT = RandomAddress.seed(3).purpose("corruption");

  @ParameterizedTest
  @EnumSource
  void theShapeStaysAndThePictureIsNotTouched(Corruption corruption) {
    Picture picture = TestPictures.drawn(1, 37, 23);
    byte[] before = picture.rgb().clone();
    for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
      Picture worse = corruption.of(strength, 37, 23).apply(picture, ROOT.at(1));

      assertThat(List.of(worse.width(), worse.height())).containsExactly(37, 23);
      assertThat(worse.rgb()).isNotSameAs(picture.rgb());
      assertThat(picture.rgb()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameAddressGivesTheSamePicture(Corruption corruption) {
    Picture picture = TestPictures.drawn(2, 64, 64);

    byte[] once = corruption.of(3, 64, 64).apply(picture, ROOT.at(5)).rgb();

    assertThat(corruption.of(3, 64, 64).apply(picture, ROOT.at(5)).rgb()).isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"GAUSSIAN_NOISE", "SHOT_NOISE", "IMPULSE_NOISE", "OCCLUSION"},
      mode = EnumSource.Mode.INCLUDE)
  void anotherAddressGivesOtherRandomness(Corruption corruption) {
    Distortion distortion = corruption.of(3, 64, 64);
    Picture picture = TestPictures.drawn(2, 64, 64);

    assertThat(distortion.apply(picture, ROOT.at(5)).rgb())
        .isNotEqualTo(distortion.apply(picture, ROOT.at(6)).rgb());
  }

  @ParameterizedTest
  @EnumSource
  void aGreaterStrengthDistortsMore(Corruption corruption) {
    for (int side : new int[] {32, 64, 128, 224}) {
      List<Picture> pictures = TestPictures.several(8, side, side);
      double before = 60;
      for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
        Distortion distortion = corruption.of(strength, side, side);
        double psnr =
            IntStream.range(0, pictures.size())
                .mapToDouble(
                    i ->
                        TestPictures.psnr(
                            pictures.get(i), distortion.apply(pictures.get(i), ROOT.at(i))))
                .average()
                .orElseThrow();

        assertThat(psnr).as("dB at strength %d, %d px", strength, side).isLessThan(before);
        before = psnr;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPictureOfOnePixelStaysOne(Corruption corruption) {
    Picture picture = TestPictures.constant(1, 1, 10, 200, 90);

    assertThat(corruption.of(5, 1, 1).apply(picture, ROOT).rgb()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void aDistortionRefusesAnotherSize(Corruption corruption) {
    Picture picture = TestPictures.drawn(1, 16, 8);

    assertThatThrownBy(() -> corruption.of(1, 8, 16).apply(picture, ROOT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            corruption.title() + " was made for pictures of 8 x 16 pixels, found one of 16 x 8");
  }

  @ParameterizedTest
  @CsvSource({"0, 8, 8", "6, 8, 8", "-1, 8, 8", "1, 0, 8", "1, 8, -2"})
  void strengthsAndSidesThatAreNoneAreRefused(int strength, int width, int height) {
    for (Corruption corruption : Corruption.values()) {
      assertThatThrownBy(() -> corruption.of(strength, width, height))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected ");
    }
  }
}
