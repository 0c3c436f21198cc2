package dev.counterpoint.datasets.captioned.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistinctCaptionsTest {

  @Test
  void twoCaptionsThatDifferAreEnough() {
    assertThatCode(() -> require("a", null, "a", "b")).doesNotThrowAnyException();
  }

  @Test
  void caseAndBlanksDoNotMakeADifference() {
    assertThatThrownBy(() -> require("Same", " same", "same "))
        .isInstanceOf(NothingToLearnException.class)
        .hasMessageContaining("the 3 pictures of said")
        .hasMessageContaining("all have the caption \"Same\"");
  }

  @Test
  void aLongCaptionIsNotRepeatedInFull() {
    assertThatThrownBy(() -> require("x".repeat(1_000), "x".repeat(1_000)))
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(500));
  }

  @Test
  void whereThereAreNoneTheFirstReasonIsSaid() {
    assertThatThrownBy(() -> require(null, null))
        .isInstanceOf(NothingToLearnException.class)
        .hasMessageContaining("none of the 2 pictures")
        .hasMessageContaining("key-0")
        .hasMessageContaining(BadExampleReason.CAPTION_BLANK.text());
  }

  @Test
  void onlyThePicturesThatAreTrainedOnCount() {
    assertThatThrownBy(() -> DistinctCaptions.require(new Said("a", "a", "b"), new int[] {0, 1}))
        .isInstanceOf(NothingToLearnException.class);
  }

  private static void require(String... captions) {
    int[] all = new int[captions.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    DistinctCaptions.require(new Said(captions), all);
  }

  /** Captions without pictures; null is one that cannot be used. */
  private record Said(String... captions) implements CaptionedPictures {

    @Override
    public String name() {
      return "said";
    }

    @Override
    public int size() {
      return captions.length;
    }

    @Override
    public String key(int index) {
      return "key-" + index;
    }

    @Override
    public Description description(int index) {
      if (captions[index] == null) {
        throw new BadExampleException(BadExampleReason.CAPTION_BLANK, key(index), "", null);
      }
      return new Description(List.of(captions[index]), Map.of());
    }

    @Override
    public byte[] picture(int index) {
      throw new AssertionError("captions are all that is looked at");
    }

    @Override
    public String fingerprint() {
      return "";
    }

    @Override
    public void close() {}
  }
}
