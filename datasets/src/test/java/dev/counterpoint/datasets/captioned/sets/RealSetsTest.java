package dev.counterpoint.datasets.captioned.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.split.HashSplit;
import dev.counterpoint.datasets.captioned.split.PictureSplit;
import dev.counterpoint.datasets.captioned.split.SharedCaptions;
import dev.counterpoint.datasets.picture.file.PictureReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Sets made by others. */
@EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
class RealSetsTest {

  private static final Path DATA = Path.of(String.valueOf(System.getenv("COUNTERPOINT_DATA")));

  @Test
  void openMojiIsItsBaseSetWithGroups() {
    try (CaptionedPictures set = NamedSet.OPENMOJI.open(DATA)) {
      assertThat(set.size()).isEqualTo(2_362);
      assertThat(set.key(0)).isEqualTo("1F600.png");
      assertThat(set.description(0).captions()).containsExactly("grinning face");
      assertThat(set.description(0).fields())
          .containsEntry("label", "smileys-emotion")
          .containsEntry("subgroup", "face-smiling")
          .containsEntry("tags", "face, grin");
      readAll(set, 1);
      Set<String> keys = new HashSet<>();
      for (int i = 0; i < set.size(); i++) {
        keys.add(set.key(i));
      }
      assertThat(keys).hasSize(2_362);
    }
  }

  @Test
  void cocoHasFiveCaptionsEach() {
    try (CaptionedPictures set = NamedSet.COCO_CAPTIONS_OPEN.open(DATA)) {
      assertThat(set.size()).isEqualTo(118);
      readAll(set, 5);
    }
  }

  @Test
  void openMojiSplitsByPictureWithFewSharedCaptions() {
    try (CaptionedPictures set = NamedSet.OPENMOJI.open(DATA)) {
      PictureSplit split = HashSplit.of(set, "openmoji", 0.1);
      assertThat(split.part(PictureSplit.TEST).length).isBetween(190, 285);
      SharedCaptions shared =
          SharedCaptions.of(set, split.part(PictureSplit.TRAIN), split.part(PictureSplit.TEST));
      assertThat(shared.heldOut()).isEqualTo(split.part(PictureSplit.TEST).length);
      assertThat(shared.shared()).isLessThan(shared.heldOut() / 5);
    }
  }

  private static void readAll(CaptionedPictures set, int captions) {
    PictureReader reader = new PictureReader();
    for (int i = 0; i < set.size(); i++) {
      assertThat(set.description(i).captions()).as(set.key(i)).hasSize(captions);
      if (i % 10 == 0) {
        assertThat(reader.read(set.picture(i), set.key(i)).width()).isPositive();
      }
    }
  }
}
