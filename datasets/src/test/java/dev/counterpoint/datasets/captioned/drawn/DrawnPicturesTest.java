package dev.counterpoint.datasets.captioned.drawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures.FileKind;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures.Settings;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawnPicturesTest {

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void filesArePicturesOfTheSide(FileKind kind) {
    DrawnPictures set = new DrawnPictures(new Settings(1, 5, 40, kind, 10));
    for (int i = 0; i < set.size(); i++) {
      Picture picture = new PictureReader().read(set.picture(i), set.key(i));
      assertThat(picture.width()).isEqualTo(40);
      assertThat(picture.height()).isEqualTo(40);
    }
  }

  @Test
  void scenesFollowFromSeedAndIndexAlone() {
    DrawnPictures few = DrawnPictures.png(7, 3, 24);
    DrawnPictures many = DrawnPictures.png(7, 100, 24);
    assertThat(many.picture(2)).isEqualTo(few.picture(2));
    assertThat(many.description(2)).isEqualTo(few.description(2));
    assertThat(DrawnPictures.png(8, 3, 24).picture(2)).isNotEqualTo(few.picture(2));
  }

  @Test
  void fingerprintFollowsTheSettings() {
    String one = DrawnPictures.png(7, 3, 24).fingerprint();
    assertThat(DrawnPictures.png(7, 3, 24).fingerprint()).isEqualTo(one).hasSize(64);
    assertThat(DrawnPictures.png(8, 3, 24).fingerprint()).isNotEqualTo(one);
  }

  @Test
  void captionsSayWhatTheFieldsSay() {
    DrawnPictures set = DrawnPictures.png(7, 50, 24);
    Set<String> captions = new HashSet<>();
    for (int i = 0; i < set.size(); i++) {
      Description description = set.description(i);
      assertThat(new HashSet<>(description.captions())).hasSize(5);
      assertThat(description.captions().get(0))
          .isEqualTo(
              "a %s %s a %s"
                  .formatted(
                      description.fields().get("first"),
                      description.fields().get("relation"),
                      description.fields().get("second")));
      captions.add(description.captions().get(0));
    }
    assertThat(captions).hasSizeGreaterThan(45);
  }

  @Test
  void thingsLieWhereTheCaptionSays() {
    DrawnPictures set = DrawnPictures.png(11, 40, 64);
    for (int i = 0; i < set.size(); i++) {
      Picture picture = new PictureReader().read(set.picture(i), set.key(i));
      boolean beside = set.description(i).fields().get("relation").equals("left of");
      String first = set.description(i).fields().get("first").split(" ")[1];
      String second = set.description(i).fields().get("second").split(" ")[1];
      if (!first.equals(second)) {
        double[] near =
            centre(picture, Scene.Tint.valueOf(first.toUpperCase(java.util.Locale.ROOT)));
        double[] far =
            centre(picture, Scene.Tint.valueOf(second.toUpperCase(java.util.Locale.ROOT)));
        assertThat(near[beside ? 0 : 1])
            .as("scene %d of seed 11: %s", i, set.description(i).captions().get(0))
            .isLessThan(far[beside ? 0 : 1]);
      }
    }
  }

  private static double[] centre(Picture picture, Scene.Tint tint) {
    double x = 0;
    double y = 0;
    int count = 0;
    byte[] rgb = picture.rgb();
    for (int i = 0; i < rgb.length / 3; i++) {
      int color = (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | rgb[3 * i + 2] & 0xFF;
      if (color == tint.rgb()) {
        x += i % picture.width();
        y += i / picture.width();
        count++;
      }
    }
    assertThat(count).as("pixels of %s", tint).isPositive();
    return new double[] {x / count, y / count};
  }

  @Test
  void grainMakesFilesLarge() {
    int plain = new DrawnPictures(new Settings(1, 1, 128, FileKind.JPEG, 0)).picture(0).length;
    int grainy = new DrawnPictures(new Settings(1, 1, 128, FileKind.JPEG, 60)).picture(0).length;
    assertThat(grainy).isGreaterThan(2 * plain);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> DrawnPictures.png(1, 0, 24))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DrawnPictures.png(1, 1, 7))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indexOutOfRangeIsRefused() {
    DrawnPictures set = DrawnPictures.png(1, 3, 24);
    assertThatThrownBy(() -> set.key(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> set.picture(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void repeatedPicturesHaveKeysOfTheirOwn() {
    RepeatedPictures set = new RepeatedPictures(DrawnPictures.png(1, 3, 24), 8);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < set.size(); i++) {
      keys.add(set.key(i));
    }
    assertThat(keys).hasSize(8);
    assertThat(set.picture(7)).isEqualTo(set.picture(1));
    assertThat(set.description(7)).isEqualTo(set.description(1));
  }
}
