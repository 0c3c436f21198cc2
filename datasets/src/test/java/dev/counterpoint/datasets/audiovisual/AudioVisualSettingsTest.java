package dev.counterpoint.datasets.audiovisual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AudioVisualSettingsTest {

  @Test
  void valuesOutOfRangeAreNamed() {
    refused("number of train pairs", () -> new PairCounts(0, 1, 1));
    refused("number of validation pairs", () -> new PairCounts(1, -1, 1));
    refused("number of test pairs must be 1 to 200000", () -> new PairCounts(1, 1, 200_001));
    refused("useless pictures", () -> new PictureDifficulty(1.1, 28, 0, 0));
    refused("useless pictures", () -> new PictureDifficulty(Double.NaN, 28, 0, 0));
    refused("resolution of pictures", () -> new PictureDifficulty(0, 0, 0, 0));
    refused("resolution of pictures", () -> new PictureDifficulty(0, 29, 0, 0));
    refused("occluded share", () -> new PictureDifficulty(0, 28, -0.1, 0));
    refused("noise of pictures", () -> new PictureDifficulty(0, 28, 0, 2.1));
    refused("useless recordings", () -> new SoundDifficulty(-1, 0, 0));
    refused("in dB must be in [-60.0, 100.0]", () -> new SoundDifficulty(0, -61, 0));
    refused("in dB", () -> new SoundDifficulty(0, Double.NaN, 0));
    refused("in dB", () -> new SoundDifficulty(0, Double.NEGATIVE_INFINITY, 0));
    refused("masked share", () -> new SoundDifficulty(0, 0, 2));
  }

  @Test
  void eachPartCanBeReplaced() {
    AudioVisualSettings settings =
        AudioVisualSettings.DEFAULT
            .withHalves(true)
            .withPairs(new PairCounts(1, 2, 3))
            .withPicture(new PictureDifficulty(0.1, 7, 0.2, 0.3))
            .withSound(new SoundDifficulty(0.1, 3, 0.2))
            .withTestSpeakers(List.of("theo"));

    assertThat(settings)
        .isEqualTo(
            new AudioVisualSettings(
                true,
                new PairCounts(1, 2, 3),
                new PictureDifficulty(0.1, 7, 0.2, 0.3),
                new SoundDifficulty(0.1, 3, 0.2),
                List.of("theo")));
  }

  private static void refused(String text, ThrowingCallable making) {
    assertThatIllegalArgumentException().isThrownBy(making).withMessageContaining(text);
  }
}
